package org.mosnas.spark.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mosnas.search.evolution.SearchCheckpointJson;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.search.report.content.Part;
import org.mosnas.search.report.content.SearchStudy;
import org.mosnas.search.report.content.SearchStudy.MeasuredSubnet;

/** Both arms of the search, generation by generation, and what was measured at their end. */
final class SearchReader {
  private static final String OUTCOME = "search/outcome.json";
  private static final String EVOLUTION = "search/evolution.json";
  private static final String RANDOM = "search/random.json";

  private final RunFiles run;

  SearchReader(RunFiles run) {
    this.run = run;
  }

  Part<SearchStudy> read() {
    return run.part(EVOLUTION, "search", this::study);
  }

  private SearchStudy study() {
    JsonNode outcome = run.has(OUTCOME) ? run.json(OUTCOME) : MissingNode.getInstance();
    JsonNode limit = outcome.path("latency-limit-ms");
    return new SearchStudy(
        state(EVOLUTION),
        run.has(RANDOM) ? Optional.of(state(RANDOM)) : Optional.empty(),
        limit.isNumber() ? Optional.of(limit.asDouble()) : Optional.empty(),
        outcome.path("winner").path("id").asText(""),
        measured(outcome));
  }

  private SearchState state(String file) {
    return SearchCheckpointJson.read(run.files().readText(run.path(file)), file);
  }

  /** Every subnet once, under the best name it has. */
  private static List<MeasuredSubnet> measured(JsonNode outcome) {
    List<MeasuredSubnet> measured = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    add("winner", outcome.path("winner"), measured, seen);
    add("random search", outcome.path("random-best"), measured, seen);
    add("largest", outcome.path("largest"), measured, seen);
    add("smallest", outcome.path("smallest"), measured, seen);
    int number = 1;
    for (JsonNode finalist : outcome.path("finalists")) {
      add("finalist " + number++, finalist, measured, seen);
    }
    return measured;
  }

  private static void add(
      String name, JsonNode node, List<MeasuredSubnet> measured, Set<String> seen) {
    if (node.isObject() && seen.add(node.path("id").asText())) {
      measured.add(
          new MeasuredSubnet(
              name,
              node.path("id").asText(),
              node.path("latency-ms").asDouble(),
              node.path("latency-bound-ms").asDouble(),
              node.path("measured-ms").asDouble()));
    }
  }
}
