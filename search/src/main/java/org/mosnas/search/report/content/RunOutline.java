package org.mosnas.search.report.content;

import java.util.List;

/**
 * What a run was and how it ended.
 *
 * @param name short name, such as that of its directory
 * @param location directory of the run
 * @param command command that ran last
 * @param status {@code succeeded}, {@code failed}, {@code interrupted} or {@code running}
 * @param reason why it failed; empty otherwise
 * @param startedAt time at which the last command started, ISO 8601; empty if unknown
 * @param seconds time the last command took; 0 if it has not ended
 * @param stages in the order in which they ran
 * @param peakMemoryBytes most memory the driver held; 0 if unknown
 */
public record RunOutline(
    String name,
    String location,
    String command,
    String status,
    String reason,
    String startedAt,
    double seconds,
    List<StageTime> stages,
    long peakMemoryBytes) {
  /** Copies the list. */
  public RunOutline {
    stages = List.copyOf(stages);
  }

  /**
   * One stage.
   *
   * @param name such as {@code train}
   * @param status as of a run
   * @param seconds time it took; 0 if it has not ended
   */
  public record StageTime(String name, String status, double seconds) {}
}
