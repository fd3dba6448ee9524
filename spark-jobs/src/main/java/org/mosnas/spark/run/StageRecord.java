package org.mosnas.spark.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a stage when it last ran.
 *
 * @param status how far it has come
 * @param startedAt when it started
 * @param leftOut sentence pairs that are too long for it, by part: {@code training} or {@code
 *     validation}
 * @param seconds what it took, once it has ended
 */
public record StageRecord(
    RunStatus status,
    Instant startedAt,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Map<String, LeftOut>> leftOut,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Double> seconds) {

  /**
   * Sentence pairs that are left out for their length.
   *
   * @param maxLength the limit, in tokens
   * @param source pairs whose source alone is longer
   * @param target pairs whose target alone is longer
   * @param both pairs of which both are
   */
  public record LeftOut(int maxLength, long source, long target, long both) {
    /** All of them. */
    public long total() {
      return source + target + both;
    }
  }

  static StageRecord started(Instant now) {
    return new StageRecord(RunStatus.RUNNING, now, Optional.empty(), Optional.empty());
  }

  StageRecord ended(RunStatus how, Instant now) {
    return new StageRecord(
        how, startedAt, leftOut, Optional.of(LastCommand.secondsBetween(startedAt, now)));
  }

  StageRecord withLeftOut(String part, LeftOut counts) {
    Map<String, LeftOut> more = new LinkedHashMap<>(leftOutByPart());
    more.put(part, counts);
    return new StageRecord(status, startedAt, Optional.of(more), seconds);
  }

  /** Sentence pairs that are too long for the stage, by part; none for a stage without such. */
  public Map<String, LeftOut> leftOutByPart() {
    return leftOut.map(Collections::unmodifiableMap).orElse(Map.of());
  }
}
