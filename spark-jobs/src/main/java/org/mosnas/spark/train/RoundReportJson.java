package org.mosnas.spark.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;

/** Round reports as JSON. */
final class RoundReportJson {
  private RoundReportJson() {}

  static ObjectNode toJson(RoundReport report) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("round", report.round());
    node.put("updates", report.updates());
    node.put("train-loss", report.trainLoss());
    ObjectNode validation = node.putObject("validation");
    report.validation().forEach(validation::put);
    node.put("learning-rate", report.learningRate());
    node.put("target-tokens", report.targetTokens());
    node.put("seconds", report.seconds());
    node.put("data-share", report.dataShare());
    return node;
  }

  static RoundReport parse(JsonNode node) {
    LinkedHashMap<String, Double> validation = new LinkedHashMap<>();
    node.path("validation")
        .fields()
        .forEachRemaining(field -> validation.put(field.getKey(), field.getValue().asDouble()));
    return new RoundReport(
        node.path("round").asInt(),
        node.path("updates").asLong(),
        node.path("train-loss").asDouble(),
        validation,
        node.path("learning-rate").asDouble(),
        node.path("target-tokens").asLong(),
        node.path("seconds").asDouble(),
        node.path("data-share").asDouble());
  }
}
