package org.mosnas.spark.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.JsonFields;
import org.mosnas.model.json.StrictJson;
import org.mosnas.model.space.SpecJson;
import org.mosnas.search.evolution.Candidate;
import org.mosnas.search.evolution.Costs;
import org.mosnas.spark.search.SearchOutcome;
import org.mosnas.spark.search.SearchOutcome.Measured;

/** The outcome of a search as JSON. */
final class OutcomeJson {

  private OutcomeJson() {}

  /**
   * The outcome as JSON.
   *
   * @param madeFrom name of what the search was made from
   */
  static String write(SearchOutcome outcome, String madeFrom) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("made-from", madeFrom);
    root.set("winner", measured(outcome.winner()));
    root.set("random-best", outcome.randomBest().<JsonNode>map(OutcomeJson::measured).orElse(null));
    root.set("largest", measured(outcome.largest()));
    root.set("smallest", measured(outcome.smallest()));
    root.put("latency-limit-ms", outcome.latencyLimitMillis().orElse(null));
    root.put("evaluations", outcome.evaluations());
    var finalists = root.putArray("finalists");
    outcome.finalists().forEach(finalist -> finalists.add(measured(finalist)));
    return root.toPrettyString();
  }

  private static ObjectNode measured(Measured measured) {
    Candidate candidate = measured.candidate();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", candidate.spec().id());
    node.set("subnet", SpecJson.node(candidate.spec()));
    node.put("validation-loss", candidate.loss());
    node.put("latency-ms", candidate.costs().latencyMillis());
    node.put("latency-bound-ms", candidate.costs().latencyBoundMillis());
    node.put("measured-ms", measured.measuredMillis());
    node.put("parameters", candidate.costs().parameters());
    node.put("flops", candidate.costs().flops());
    return node;
  }

  static SearchOutcome parse(String text, String file) {
    JsonNode root;
    try {
      root = StrictJson.parse(text);
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          file + " is not valid JSON; delete it and search again: " + StrictJson.problem(e), e);
    }
    try {
      return outcome(root, file);
    } catch (IllegalArgumentException refused) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s is not the outcome of a search (%s); delete it and search again",
              file,
              refused.getMessage()),
          refused);
    }
  }

  private static SearchOutcome outcome(JsonNode root, String file) {
    Measured winner = measured(JsonFields.object(root, "winner"), file);
    List<Measured> finalists = new ArrayList<>();
    JsonFields.list(root, "finalists").forEach(node -> finalists.add(measured(node, file)));
    return new SearchOutcome(
        winner,
        finalists,
        root.path("random-best").isNull()
            ? Optional.empty()
            : Optional.of(measured(JsonFields.object(root, "random-best"), file)),
        measured(JsonFields.object(root, "largest"), file),
        measured(JsonFields.object(root, "smallest"), file),
        root.path("latency-limit-ms").isNull()
            ? Optional.empty()
            : Optional.of(JsonFields.number(root, "latency-limit-ms")),
        JsonFields.count(root, "evaluations"));
  }

  private static Measured measured(JsonNode node, String file) {
    Costs costs =
        new Costs(
            JsonFields.number(node, "latency-ms"),
            JsonFields.number(node, "latency-bound-ms"),
            JsonFields.whole(node, "parameters"),
            JsonFields.whole(node, "flops"));
    Candidate candidate =
        new Candidate(
            SpecJson.read(JsonFields.object(node, "subnet"), file),
            JsonFields.number(node, "validation-loss"),
            costs);
    return new Measured(candidate, JsonFields.number(node, "measured-ms"));
  }
}
