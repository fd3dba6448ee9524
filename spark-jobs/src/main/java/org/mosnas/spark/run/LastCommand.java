package org.mosnas.spark.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The last command that worked in a run directory; nothing is there before the first.
 *
 * @param command its name
 * @param status how far it has come
 * @param exitCode of its process, once it has ended
 * @param reason the message of its failure, if it failed
 * @param startedAt when it started
 * @param finishedAt when it ended, once it has
 * @param seconds what it took
 */
public record LastCommand(
    Optional<String> command,
    Optional<RunStatus> status,
    Optional<Integer> exitCode,
    Optional<String> reason,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Double> seconds) {
  /** No command yet. */
  static final LastCommand NONE =
      new LastCommand(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static LastCommand started(String command, Instant now) {
    return new LastCommand(
        Optional.of(command),
        Optional.of(RunStatus.RUNNING),
        Optional.empty(),
        Optional.empty(),
        Optional.of(now),
        Optional.empty(),
        Optional.empty());
  }

  LastCommand ended(RunStatus how, int code, Optional<String> why, Instant now) {
    return new LastCommand(
        command,
        Optional.of(how),
        Optional.of(code),
        why,
        startedAt,
        Optional.of(now),
        startedAt.map(start -> secondsBetween(start, now)));
  }

  /** As it is found by those who know that its process is gone. */
  LastCommand killed() {
    return new LastCommand(
        command, Optional.of(RunStatus.KILLED), exitCode, reason, startedAt, finishedAt, seconds);
  }

  static double secondsBetween(Instant start, Instant end) {
    return Duration.between(start, end).toMillis() / 1000.0;
  }
}
