package org.mosnas.search.evolution;

import java.io.Serializable;
import java.util.Locale;

/**
 * What it took to find the new subnets of a generation.
 *
 * @param draws subnets that were drawn
 * @param infeasible draws that exceeded a limit
 * @param duplicates draws of subnets that the search already knew
 * @param evaluations subnets that were scored: draws that were neither
 */
public record DrawStatistics(int draws, int infeasible, int duplicates, int evaluations)
    implements Serializable {
  /** Checks that the parts add up. */
  public DrawStatistics {
    if (infeasible < 0 || duplicates < 0 || evaluations < 0) {
      throw new IllegalArgumentException("counts must not be negative");
    }
    if (draws != infeasible + duplicates + evaluations) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d draws are not %d infeasible + %d duplicates + %d evaluations",
              draws,
              infeasible,
              duplicates,
              evaluations));
    }
  }
}
