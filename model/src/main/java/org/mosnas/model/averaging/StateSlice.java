package org.mosnas.model.averaging;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Some consecutive floats of a replica's state.
 *
 * @param parameters the parameters
 * @param firstMoments Adam's means of them, as many
 * @param secondMoments Adam's squares of them, as many
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record StateSlice(float[] parameters, float[] firstMoments, float[] secondMoments)
    implements Serializable {
  /** Copies of the floats from {@code from} to {@code to}, exclusive. */
  public StateSlice range(int from, int to) {
    return new StateSlice(
        Arrays.copyOfRange(parameters, from, to),
        Arrays.copyOfRange(firstMoments, from, to),
        Arrays.copyOfRange(secondMoments, from, to));
  }

  /** Sets the floats from {@code from} on. */
  public void set(int from, StateSlice values) {
    System.arraycopy(values.parameters, 0, parameters, from, values.parameters.length);
    System.arraycopy(values.firstMoments, 0, firstMoments, from, values.firstMoments.length);
    System.arraycopy(values.secondMoments, 0, secondMoments, from, values.secondMoments.length);
  }
}
