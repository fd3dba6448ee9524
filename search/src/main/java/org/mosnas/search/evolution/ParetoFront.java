package org.mosnas.search.evolution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.SearchState.Candidate;

/**
 * The candidates that no other one beats in both loss and cost.
 *
 * @param quantity the cost
 * @param members from the cheapest to the best: cost rises and loss falls from each to the next
 */
public record ParetoFront(Quantity quantity, List<Candidate> members) implements Serializable {
  /** Copies the list. */
  public ParetoFront {
    members = List.copyOf(members);
  }

  /** The front of candidates; of candidates equal in both the first id stands for all. */
  public static ParetoFront of(Collection<Candidate> candidates, Quantity quantity) {
    List<Candidate> byCost =
        candidates.stream()
            .sorted(
                Comparator.<Candidate>comparingDouble(c -> quantity.of(c.costs()))
                    .thenComparing(Candidate.BEST_FIRST))
            .toList();
    List<Candidate> front = new ArrayList<>();
    double bestLoss = Double.POSITIVE_INFINITY;
    for (Candidate candidate : byCost) {
      if (candidate.loss() < bestLoss) {
        front.add(candidate);
        bestLoss = candidate.loss();
      }
    }
    return new ParetoFront(quantity, front);
  }
}
