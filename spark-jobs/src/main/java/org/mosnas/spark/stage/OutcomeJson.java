package org.mosnas.spark.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.SpecJson;
import org.mosnas.search.evolution.Candidate;
import org.mosnas.search.evolution.Costs;
import org.mosnas.spark.search.SearchOutcome;
import org.mosnas.spark.search.SearchOutcome.Measured;

/** The outcome of a search as JSON. */
final class OutcomeJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OutcomeJson() {}

  static String write(SearchOutcome outcome) {
    ObjectNode root = JSON.createObjectNode();
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
    ObjectNode node = JSON.createObjectNode();
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
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          file + " is not valid JSON; delete it and search again: " + e.getOriginalMessage(), e);
    }
    if (!root.path("winner").isObject()) {
      throw new BadDataException(
          file + " is not the outcome of a search; delete it and search again");
    }
    List<Measured> finalists = new ArrayList<>();
    root.path("finalists").forEach(node -> finalists.add(measured(node, file)));
    JsonNode random = root.path("random-best");
    JsonNode limit = root.path("latency-limit-ms");
    return new SearchOutcome(
        measured(root.path("winner"), file),
        finalists,
        random.isObject() ? Optional.of(measured(random, file)) : Optional.empty(),
        measured(root.path("largest"), file),
        measured(root.path("smallest"), file),
        limit.isNumber() ? Optional.of(limit.asDouble()) : Optional.empty(),
        root.path("evaluations").asInt());
  }

  private static Measured measured(JsonNode node, String file) {
    Costs costs =
        new Costs(
            node.path("latency-ms").asDouble(),
            node.path("latency-bound-ms").asDouble(),
            node.path("parameters").asLong(),
            node.path("flops").asLong());
    Candidate candidate =
        new Candidate(
            SpecJson.read(node.path("subnet"), file),
            node.path("validation-loss").asDouble(),
            costs);
    return new Measured(candidate, node.path("measured-ms").asDouble());
  }
}
