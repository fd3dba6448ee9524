package org.mosnas.search.evolution;

import java.io.Serializable;
import java.util.Comparator;
import org.mosnas.model.space.SubnetSpec;

/**
 * A subnet that was scored.
 *
 * @param spec the subnet
 * @param loss validation loss with inherited weights, lower is better; finite
 * @param costs what it costs
 */
public record Candidate(SubnetSpec spec, double loss, Costs costs) implements Serializable {
  /** Best first; equal losses in the order of their ids, so that ranks never depend on luck. */
  public static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::loss).thenComparing(candidate -> candidate.spec().id());

  /** Checks the loss. */
  public Candidate {
    if (!Double.isFinite(loss)) {
      throw new IllegalArgumentException("loss must be finite, was " + loss);
    }
  }
}
