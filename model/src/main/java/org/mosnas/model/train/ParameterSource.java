package org.mosnas.model.train;

/** Gives the parameters of a supernet one stretch after the other, wherever they are kept. */
@FunctionalInterface
public interface ParameterSource {
  /** Gives all stretches, in any order. */
  void read(Sink sink);

  /** Takes stretches. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes one.
     *
     * @param from the first of its floats in the vector of all parameters
     * @param values not to be changed, nor kept
     */
    void accept(int from, float[] values);
  }

  /** Parameters that are in memory, {@code [floats]}. */
  static ParameterSource of(float[] parameters) {
    return sink -> sink.accept(0, parameters);
  }
}
