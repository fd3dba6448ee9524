package org.mosnas.search.report.content;

import java.util.Optional;

/**
 * What was promised of one translation's time, and what it took; milliseconds.
 *
 * @param predicted time to be expected
 * @param bound time that a measurement rarely exceeds
 * @param measured time it took
 * @param limit what was asked for, if latency was limited
 */
public record LatencyPromise(
    double predicted, double bound, double measured, Optional<Double> limit) {

  /** Whether the bound says more than the prediction: not where nothing was calibrated. */
  public boolean isBounded() {
    return bound > predicted;
  }

  /** Whether the measurement is within the limit; true without a limit. */
  public boolean meetsLimit() {
    return limit.map(most -> measured <= most).orElse(true);
  }
}
