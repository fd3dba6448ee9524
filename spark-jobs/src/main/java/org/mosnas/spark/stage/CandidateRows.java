package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SpecJson;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.ParetoFront;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.evolution.SearchState.Generation;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.spark.tables.TableRow;
import org.mosnas.spark.tables.Tables;

/** The rows of {@link Tables#CANDIDATES}. */
final class CandidateRows {
  private final SpecEncoder encoder;
  private final SubnetSpec winner;
  private final Optional<String> member;
  private final Map<SubnetSpec, Double> measured = new HashMap<>();

  CandidateRows(SearchSpace space, SearchOutcome outcome, Member member) {
    this.member = Optional.of(member.name()).filter(name -> !name.isEmpty());
    this.encoder = space.specEncoder();
    this.winner = outcome.winner().candidate().spec();
    LatencyRows.measured(outcome)
        .forEach(some -> measured.put(some.candidate().spec(), some.measuredMillis()));
  }

  /**
   * The candidates of all searches, each search's in the order in which they first appeared.
   *
   * @param searches that are finished, by the name of their algorithm
   */
  List<TableRow> of(Map<String, SearchState> searches) {
    Set<SubnetSpec> front =
        front(
            searches.values().stream().flatMap(state -> births(state).keySet().stream()).toList());
    List<TableRow> rows = new ArrayList<>();
    searches.forEach(
        (algorithm, state) -> {
          Map<Candidate, Integer> births = births(state);
          Set<SubnetSpec> own = front(List.copyOf(births.keySet()));
          births.forEach(
              (candidate, generation) ->
                  rows.add(
                      row(candidate)
                          .text("algorithm", algorithm)
                          .text("arm", algorithm)
                          .whole("generation", generation)
                          .flag("on_front", front.contains(candidate.spec()))
                          .flag("on_own_front", own.contains(candidate.spec()))
                          .flag("on_arm_front", own.contains(candidate.spec()))));
          number(rows.subList(rows.size() - births.size(), rows.size()));
        });
    return rows;
  }

  private static void number(List<TableRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).whole("evaluation", i + 1);
    }
  }

  /** The candidates of a search, and the generation in which each first appeared. */
  private static Map<Candidate, Integer> births(SearchState search) {
    Map<Candidate, Integer> births = new LinkedHashMap<>();
    Set<SubnetSpec> known = new HashSet<>();
    for (Generation generation : search.generations()) {
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
    TableRow row = new TableRow();
    member.ifPresent(name -> row.text("member", name));
    return row.text("subnet_id", spec.id())
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
