package org.mosnas.search.latency;

import java.io.Serializable;

/**
 * One whole network, estimated and measured.
 *
 * @param estimatedMillis sum of its blocks before any calibration, positive
 * @param measuredMillis what it took, positive
 */
public record NetworkTiming(double estimatedMillis, double measuredMillis) implements Serializable {
  /** Checks the ranges. */
  public NetworkTiming {
    for (double millis : new double[] {estimatedMillis, measuredMillis}) {
      if (!(millis > 0 && millis < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("milliseconds must be finite and > 0, was " + millis);
      }
    }
  }
}
