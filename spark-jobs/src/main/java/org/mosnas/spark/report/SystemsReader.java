package org.mosnas.spark.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosnas.model.space.SpecJson;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.search.report.content.LatencyPromise;
import org.mosnas.search.report.content.Part;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.ScoredSystem;
import org.mosnas.search.report.content.ScoredSystem.Interval;
import org.mosnas.search.report.content.ScoredSystem.Score;

/** The systems that were scored, from {@code run.json}. */
final class SystemsReader {
  private static final Map<String, String> TITLES =
      Map.of(
          RunReport.WINNER,
          "winner: searched, finetuned",
          "from-scratch",
          "searched, trained from scratch",
          "searched",
          "searched, inherited weights",
          "largest",
          "largest, inherited weights",
          "smallest",
          "smallest, inherited weights",
          "random-search",
          "random search, inherited weights",
          "copy",
          "copying the source",
          "translation-memory",
          "translation memory");

  /** The winner's architecture with other weights. */
  private static final Set<String> SAME_AS_WINNER = Set.of("searched", "from-scratch");

  private final RunFiles run;

  SystemsReader(RunFiles run) {
    this.run = run;
  }

  Part<List<ScoredSystem>> read() {
    List<ScoredSystem> systems = new ArrayList<>();
    JsonNode winner = run.record().path("winner");
    if (winner.isObject()) {
      systems.add(system(RunReport.WINNER, winner));
    }
    JsonNode fromScratch = run.record().path("fromScratch");
    if (fromScratch.isObject()) {
      systems.add(system("from-scratch", fromScratch));
    }
    for (String group : List.of("baselines", "floors")) {
      Iterator<Map.Entry<String, JsonNode>> fields = run.record().path(group).fields();
      while (fields.hasNext()) {
        Map.Entry<String, JsonNode> field = fields.next();
        systems.add(system(field.getKey(), field.getValue()));
      }
    }
    return systems.isEmpty()
        ? Part.missing("Nothing was scored yet: the run has not come to the stage evaluate.")
        : Part.of(systems);
  }

  /** The subnets that have names, the winner first; from the search where nothing was scored. */
  Map<String, TranslationSpec> subnets() {
    Map<String, TranslationSpec> subnets = new LinkedHashMap<>();
    read()
        .content()
        .ifPresent(
            systems ->
                systems.forEach(
                    system ->
                        system
                            .subnet()
                            .filter(subnet -> !SAME_AS_WINNER.contains(system.key()))
                            .ifPresent(subnet -> subnets.put(system.key(), subnet.spec()))));
    return subnets;
  }

  private ScoredSystem system(String key, JsonNode node) {
    return new ScoredSystem(
        key,
        TITLES.getOrDefault(key, key.replace('-', ' ')),
        score(node, "bleu"),
        score(node, "chrf"),
        node.path("signature").asText(""),
        node.has("subnet") ? Optional.of(subnet(node)) : Optional.empty());
  }

  private static Optional<Score> score(JsonNode node, String metric) {
    JsonNode interval = node.path(metric + "Interval");
    Optional<Interval> range =
        interval.path("lower").isNumber()
            ? Optional.of(
                new Interval(interval.path("lower").asDouble(), interval.path("upper").asDouble()))
            : Optional.empty();
    JsonNode pValue = node.path("winnerTest").path(metric).path("pValue");
    return number(node, metric)
        .map(
            value ->
                new Score(
                    value,
                    range,
                    pValue.isNumber() ? Optional.of(pValue.asDouble()) : Optional.empty()));
  }

  private static ScoredSystem.Subnet subnet(JsonNode node) {
    JsonNode latency = node.path("latencyMs");
    return new ScoredSystem.Subnet(
        node.path("id").asText(),
        SpecJson.read(node.path("subnet"), "run.json"),
        new LatencyPromise(
            latency.path("predicted").asDouble(),
            latency.path("bound").asDouble(),
            latency.path("measured").asDouble(),
            number(latency, "limit")),
        node.path("parameters").asLong(),
        node.path("flops").asLong(),
        node.path("validationLoss").asDouble());
  }

  private static Optional<Double> number(JsonNode node, String field) {
    return node.path(field).isNumber()
        ? Optional.of(node.path(field).asDouble())
        : Optional.empty();
  }
}
