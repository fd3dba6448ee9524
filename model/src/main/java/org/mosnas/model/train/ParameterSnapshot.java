package org.mosnas.model.train;

import java.io.Serializable;
import java.util.Arrays;
import org.mosnas.model.averaging.StateSlice;

/**
 * The state of training on the heap, as it crosses the wire: parameters and Adam's moments as flat
 * vectors in the supernet's layout. Not copied: whoever passes one on does not change it again.
 */
public final class ParameterSnapshot implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long updates;
  private final float[] parameters;
  private final float[] firstMoments;
  private final float[] secondMoments;

  /**
   * Wraps the vectors.
   *
   * @param updates updates done so far
   * @param parameters {@code [floats]}
   * @param firstMoments {@code [floats]}
   * @param secondMoments {@code [floats]}
   */
  public ParameterSnapshot(
      long updates, float[] parameters, float[] firstMoments, float[] secondMoments) {
    if (firstMoments.length != parameters.length || secondMoments.length != parameters.length) {
      throw new IllegalArgumentException(
          "vectors of different lengths: "
              + parameters.length
              + ", "
              + firstMoments.length
              + ", "
              + secondMoments.length);
    }
    this.updates = updates;
    this.parameters = parameters;
    this.firstMoments = firstMoments;
    this.secondMoments = secondMoments;
  }

  /** The start of training: {@code parameters} with zero moments. */
  public static ParameterSnapshot initial(float[] parameters) {
    return new ParameterSnapshot(
        0, parameters, new float[parameters.length], new float[parameters.length]);
  }

  /** Updates done so far. */
  public long updates() {
    return updates;
  }

  /** Length of each vector. */
  public int floats() {
    return parameters.length;
  }

  /** Parameters, {@code [floats]}. */
  public float[] parameters() {
    return parameters;
  }

  /** Adam's means of the gradient, {@code [floats]}. */
  public float[] firstMoments() {
    return firstMoments;
  }

  /** Adam's means of its square, {@code [floats]}. */
  public float[] secondMoments() {
    return secondMoments;
  }

  /** Copies of the floats from {@code from} to {@code to}, exclusive. */
  public StateSlice slice(int from, int to) {
    return new StateSlice(
        Arrays.copyOfRange(parameters, from, to),
        Arrays.copyOfRange(firstMoments, from, to),
        Arrays.copyOfRange(secondMoments, from, to));
  }
}
