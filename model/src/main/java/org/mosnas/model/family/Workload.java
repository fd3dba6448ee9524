package org.mosnas.model.family;

/** One run of what is to be timed. */
@FunctionalInterface
public interface Workload {
  /**
   * Runs once.
   *
   * @return any number that depends on the result; whoever times it consumes it, so that the work
   *     cannot be optimised away
   */
  double run();
}
