package org.mosnas.spark.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.json.JsonFields;
import org.mosnas.spark.run.EvaluatedSystem.Difference;
import org.mosnas.spark.run.EvaluatedSystem.Interval;
import org.mosnas.spark.run.EvaluatedSystem.Latency;
import org.mosnas.spark.run.EvaluatedSystem.Role;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.run.EvaluatedSystem.Subnet;
import org.mosnas.spark.run.EvaluatedSystem.Weights;

/**
 * Format 1 of {@code run.json}, which earlier versions wrote: an object per system, with a field
 * per metric. What they did not know yet is left out; what cannot be is refused.
 */
final class FormatOne {
  /** The format that is read here. */
  static final int FORMAT = 1;

  private static final Map<String, String> TITLES =
      Map.of(
          EvaluatedSystem.WINNER,
          "searched, finetuned",
          EvaluatedSystem.FROM_SCRATCH,
          "searched, from scratch",
          "random-search",
          "random search, inherited weights",
          "copy",
          "copying the source",
          "translation-memory",
          "translation memory");

  private FormatOne() {}

  /**
   * The record in today's form.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  static RunFile upgraded(ObjectNode root) {
    return new RunFile(
        RunFile.FORMAT,
        new RunFile.Name(text(root, "runId"), text(root, "directory"), time(root, "createdAt")),
        last(root),
        systems(root),
        stages(root.path("stages")),
        whole(root, "peakMemoryBytes"),
        provenance(root.path("provenance")));
  }

  private static LastCommand last(ObjectNode root) {
    return new LastCommand(
        text(root, "command"),
        text(root, "status").map(FormatOne::status),
        whole(root, "exitCode").map(Math::toIntExact),
        text(root, "reason"),
        time(root, "startedAt"),
        time(root, "finishedAt"),
        number(root, "seconds"));
  }

  private static List<EvaluatedSystem> systems(ObjectNode root) {
    List<EvaluatedSystem> systems = new ArrayList<>();
    if (root.path("winner").isObject()) {
      systems.add(
          system(EvaluatedSystem.WINNER, Role.WINNER, Weights.FINETUNED, root.path("winner")));
    }
    if (root.path("fromScratch").isObject()) {
      systems.add(
          system(
              EvaluatedSystem.FROM_SCRATCH,
              Role.BASELINE,
              Weights.FROM_SCRATCH,
              root.path("fromScratch")));
    }
    root.path("baselines")
        .properties()
        .forEach(
            field ->
                systems.add(
                    system(field.getKey(), Role.BASELINE, Weights.INHERITED, field.getValue())));
    root.path("floors")
        .properties()
        .forEach(
            field ->
                systems.add(system(field.getKey(), Role.BASELINE, Weights.NONE, field.getValue())));
    return systems;
  }

  private static EvaluatedSystem system(String key, Role role, Weights weights, JsonNode node) {
    List<Score> scores = new ArrayList<>();
    score(node, "bleu", Score.BLEU, "signature").ifPresent(scores::add);
    score(node, "chrf", Score.CHRF2, "chrfSignature").ifPresent(scores::add);
    String title =
        TITLES.getOrDefault(key, key + (weights == Weights.NONE ? "" : ", inherited weights"));
    return new EvaluatedSystem(
        key,
        title,
        role,
        weights,
        whole(node, "sentences"),
        scores,
        subnet(node),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Score> score(
      JsonNode node, String field, String metric, String signature) {
    JsonNode interval = node.path(field + "Interval");
    JsonNode test = node.path("winnerTest").path(field);
    return number(node, field)
        .map(
            value ->
                new Score(
                    metric,
                    value,
                    interval.isObject() ? Optional.of(interval(interval)) : Optional.empty(),
                    text(node, signature),
                    test.isObject()
                        ? Optional.of(
                            new Difference(
                                JsonFields.number(test, "difference"),
                                JsonFields.number(test, "pValue")))
                        : Optional.empty()));
  }

  private static Interval interval(JsonNode node) {
    return new Interval(
        JsonFields.number(node, "lower"),
        JsonFields.number(node, "upper"),
        JsonFields.number(node, "mean"),
        JsonFields.text(node, "signature"));
  }

  private static Optional<Subnet> subnet(JsonNode node) {
    if (!node.has("subnet")) {
      return Optional.empty();
    }
    JsonNode latency = JsonFields.object(node, "latencyMs");
    return Optional.of(
        new Subnet(
            JsonFields.text(node, "id"),
            JsonFields.object(node, "subnet"),
            JsonFields.whole(node, "parameters"),
            JsonFields.whole(node, "flops"),
            JsonFields.number(node, "validationLoss"),
            new Latency(
                JsonFields.number(latency, "predicted"),
                JsonFields.number(latency, "bound"),
                JsonFields.number(latency, "measured"),
                number(latency, "limit"))));
  }

  private static Map<String, StageRecord> stages(JsonNode node) {
    Map<String, StageRecord> stages = new LinkedHashMap<>();
    node.properties().forEach(field -> stages.put(field.getKey(), stage(field.getValue())));
    return stages;
  }

  private static StageRecord stage(JsonNode node) {
    Map<String, StageRecord.LeftOut> leftOut = new LinkedHashMap<>();
    node.path("leftOut")
        .properties()
        .forEach(
            field ->
                leftOut.put(
                    field.getKey(), RunJson.read(field.getValue(), StageRecord.LeftOut.class)));
    return new StageRecord(
        status(JsonFields.text(node, "status")),
        time(node, "startedAt")
            .orElseThrow(() -> new IllegalArgumentException("startedAt must be a moment")),
        leftOut.isEmpty() ? Optional.empty() : Optional.of(leftOut),
        number(node, "seconds"));
  }

  private static Optional<Provenance> provenance(JsonNode node) {
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> data = new LinkedHashMap<>();
    node.path("data")
        .properties()
        .forEach(file -> data.put(file.getKey(), file.getValue().asText()));
    return Optional.of(
        new Provenance(
            text(node, "commit").orElse(""),
            JsonFields.text(node, "configuration"),
            text(node, "configurationSha256"),
            JsonFields.whole(node, "seed"),
            data,
            RunJson.read(JsonFields.object(node, "hardware"), Provenance.Hardware.class)));
  }

  private static RunStatus status(String text) {
    for (RunStatus status : RunStatus.values()) {
      if (status.toString().equals(text)) {
        return status;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is no status");
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue());
  }

  private static Optional<Long> whole(JsonNode node, String field) {
    return node.path(field).isNumber()
        ? Optional.of(JsonFields.whole(node, field))
        : Optional.empty();
  }

  private static Optional<Double> number(JsonNode node, String field) {
    return node.path(field).isNumber()
        ? Optional.of(node.path(field).doubleValue())
        : Optional.empty();
  }

  private static Optional<Instant> time(JsonNode node, String field) {
    try {
      return text(node, field).map(Instant::parse);
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }
}
