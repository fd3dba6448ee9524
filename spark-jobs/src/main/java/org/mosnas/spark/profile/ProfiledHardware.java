package org.mosnas.spark.profile;

import org.mosnas.search.latency.LatencyTable;

/**
 * A class of machines among the executors.
 *
 * @param hardwareClass name that machines of the same speed share
 * @param machines how many were measured; 0 if none could be
 * @param blocksMillis time of all blocks together, the slowest machine counting; 0 if not measured
 */
public record ProfiledHardware(String hardwareClass, int machines, double blocksMillis) {
  /** Of the machines that {@code table} was measured on. */
  public static ProfiledHardware of(LatencyTable table, int machines) {
    return new ProfiledHardware(table.hardware().hardwareClass(), machines, total(table));
  }

  /** A class of which no machine could be measured. */
  static ProfiledHardware missing(String hardwareClass) {
    return new ProfiledHardware(hardwareClass, 0, 0);
  }

  /** Whether it was measured. */
  public boolean wasMeasured() {
    return machines > 0;
  }

  private static double total(LatencyTable table) {
    return table.entries().values().stream().mapToDouble(stats -> stats.medianMillis()).sum();
  }
}
