package org.mosnas.search.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.job.SearchOutcome.Measured;

/**
 * Measures candidates of a search in portions until the best of them within the limit is known.
 *
 * <p>The best by loss come first. If none of the first portion is within the limit, the quickest by
 * prediction are next: if they are not either, no other is measured. If one of them is, better ones
 * are looked for in the order of their losses, for a limited number of portions.
 */
final class Finalists {
  /** Portions of one search that are measured at most. */
  static final int MOST_PORTIONS = 10;

  private static final Comparator<Measured> BEST_FIRST =
      Comparator.comparing(Measured::candidate, Candidate.BEST_FIRST);

  private final int portion;
  private final double limit;
  private final Function<List<SubnetSpec>, List<Double>> latencyMillis;
  private final List<Measured> measured = new ArrayList<>();
  private final Set<SubnetSpec> known = new HashSet<>();

  private Finalists(
      int portion, double limit, Function<List<SubnetSpec>, List<Double>> latencyMillis) {
    this.portion = portion;
    this.limit = limit;
    this.latencyMillis = latencyMillis;
  }

  /**
   * Measures.
   *
   * @param ranked candidates, best loss first
   * @param portion how many are measured together
   * @param limit latency in milliseconds, if it is limited
   * @param latencyMillis measures subnets
   */
  static Finalists of(
      List<Candidate> ranked,
      int portion,
      Optional<Double> limit,
      Function<List<SubnetSpec>, List<Double>> latencyMillis) {
    Finalists finalists =
        new Finalists(portion, limit.orElse(Double.POSITIVE_INFINITY), latencyMillis);
    finalists.measureFrom(ranked);
    return finalists;
  }

  /** Everything that was measured, best loss first. */
  List<Measured> measured() {
    return measured.stream().sorted(BEST_FIRST).toList();
  }

  /** The best by loss of those within the limit. */
  Optional<Measured> winner() {
    return measured.stream().filter(one -> one.measuredMillis() <= limit).min(BEST_FIRST);
  }

  private void measureFrom(List<Candidate> ranked) {
    measure(ranked);
    if (winner().isEmpty()) {
      measure(
          ranked.stream()
              .sorted(Comparator.comparingDouble(one -> one.costs().latencyMillis()))
              .limit(portion)
              .toList());
    }
    for (int portions = 2; portions < MOST_PORTIONS && winner().isPresent(); portions++) {
      Candidate best = winner().get().candidate();
      measure(
          ranked.stream().takeWhile(one -> Candidate.BEST_FIRST.compare(one, best) < 0).toList());
    }
  }

  /** The first portion of those that were not measured yet; nothing if all were. */
  private void measure(List<Candidate> candidates) {
    List<Candidate> next =
        candidates.stream()
            .filter(candidate -> !known.contains(candidate.spec()))
            .limit(portion)
            .toList();
    if (next.isEmpty()) {
      return;
    }
    List<Double> millis = latencyMillis.apply(next.stream().map(Candidate::spec).toList());
    for (int i = 0; i < next.size(); i++) {
      measured.add(new Measured(next.get(i), millis.get(i)));
      known.add(next.get(i).spec());
    }
  }
}
