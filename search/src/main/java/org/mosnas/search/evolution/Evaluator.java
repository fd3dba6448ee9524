package org.mosnas.search.evolution;

import java.util.List;
import org.mosnas.model.space.SubnetSpec;

/** Scores subnets, many at a time, so that it may do so in parallel. */
@FunctionalInterface
public interface Evaluator {
  /**
   * Scores subnets.
   *
   * @param specs distinct subnets
   * @return the validation loss of each, in the order of {@code specs}, lower is better; a function
   *     of the subnet alone, whatever else is in the batch
   */
  double[] evaluate(List<SubnetSpec> specs);
}
