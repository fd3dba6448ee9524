package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SpecJson;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.Candidate;
import org.mosnas.search.evolution.Generation;
import org.mosnas.search.evolution.ParetoFront;
import org.mosnas.search.evolution.Quantity;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.spark.search.SearchOutcome;
import org.mosnas.spark.tables.TableRow;
import org.mosnas.spark.tables.Tables;

/** The rows of {@link Tables#CANDIDATES}. */
final class CandidateRows {
  private final SpecEncoder encoder;
  private final SubnetSpec winner;
  private final Map<SubnetSpec, Double> measured = new HashMap<>();

  CandidateRows(SearchSpace space, SearchOutcome outcome) {
    this.encoder = space.specEncoder();
    this.winner = outcome.winner().candidate().spec();
    LatencyRows.measured(outcome)
        .forEach(some -> measured.put(some.candidate().spec(), some.measuredMillis()));
  }

  /**
   * The candidates of all arms, each arm's in the order in which they first appeared.
   *
   * @param arms the finished searches by name
   */
  List<TableRow> of(Map<String, SearchState> arms) {
    Set<SubnetSpec> front =
        front(arms.values().stream().flatMap(arm -> births(arm).keySet().stream()).toList());
    List<TableRow> rows = new ArrayList<>();
    arms.forEach(
        (arm, state) -> {
          Map<Candidate, Integer> births = births(state);
          Set<SubnetSpec> ofArm = front(List.copyOf(births.keySet()));
          births.forEach(
              (candidate, generation) ->
                  rows.add(
                      row(candidate)
                          .text("arm", arm)
                          .whole("generation", generation)
                          .flag("on_front", front.contains(candidate.spec()))
                          .flag("on_arm_front", ofArm.contains(candidate.spec()))));
          number(rows.subList(rows.size() - births.size(), rows.size()));
        });
    return rows;
  }

  private static void number(List<TableRow> ofArm) {
    for (int i = 0; i < ofArm.size(); i++) {
      ofArm.get(i).whole("evaluation", i + 1);
    }
  }

  /** The candidates of an arm, and the generation in which each first appeared. */
  private static Map<Candidate, Integer> births(SearchState arm) {
    Map<Candidate, Integer> births = new LinkedHashMap<>();
    Set<SubnetSpec> known = new HashSet<>();
    for (Generation generation : arm.generations()) {
      for (Candidate candidate : generation.population()) {
        if (known.add(candidate.spec())) {
          births.put(candidate, generation.index());
        }
      }
    }
    return births;
  }

  private static Set<SubnetSpec> front(List<Candidate> candidates) {
    Set<SubnetSpec> front = new HashSet<>();
    ParetoFront.of(candidates, Quantity.LATENCY).members().forEach(c -> front.add(c.spec()));
    return front;
  }

  private TableRow row(Candidate candidate) {
    SubnetSpec spec = candidate.spec();
    return new TableRow()
        .text("subnet_id", spec.id())
        .text("subnet", SpecJson.canonical(spec))
        .numbers("encoding", encoder.encode(spec, EncodingKind.FINE))
        .number("validation_loss", candidate.loss())
        .number("predicted_ms", candidate.costs().latencyMillis())
        .number("bound_ms", candidate.costs().latencyBoundMillis())
        .number("measured_ms", measured.getOrDefault(spec, Double.NaN))
        .whole("parameters", candidate.costs().parameters())
        .whole("flops", candidate.costs().flops())
        .flag("winner", spec.equals(winner));
  }
}
