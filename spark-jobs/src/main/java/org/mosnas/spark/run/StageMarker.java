package org.mosnas.spark.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.MadeFrom;

/**
 * The file that says that a stage is done, and from what its result was made.
 *
 * <p>Written last. Its fingerprint covers the settings of the stage and the marks of the stages
 * before it, so that a change anywhere upstream makes the stage run again.
 */
public final class StageMarker {
  private final AtomicFiles files;
  private final Path file;

  private StageMarker(AtomicFiles files, Path file) {
    this.files = files;
    this.file = file;
  }

  /** The marker of a stage, in the stage's folder of the run directory. */
  public static StageMarker of(RunDirectory directory, String stage) {
    return in(directory.files(), directory.path(), stage);
  }

  /** As {@link #of}, for those who read a run directory without its lock. */
  public static StageMarker in(AtomicFiles files, Path directory, String stage) {
    return new StageMarker(files, new Path(directory, RunLayout.mark(stage)));
  }

  /** Whether the stage is done, with a result made from just this. */
  public boolean matches(MadeFrom madeFrom) {
    return madeFrom.fingerprint().matches(fingerprint());
  }

  /** The short name of what the result was made from; empty if the stage is not done. */
  public String fingerprint() {
    return read().map(StageMark::fingerprint).orElse("");
  }

  /** What the result was made from; nothing if older versions made it, or if there is none. */
  public Optional<ObjectNode> madeFrom() {
    return read().flatMap(StageMark::madeFrom);
  }

  /**
   * The result as an input of later stages: what it was made from and, where the stage says so,
   * what it holds. Empty if the stage is not done.
   */
  public Optional<StageResult> asInput() {
    return read().map(StageMark::asInput);
  }

  /**
   * The stage that was done again, or is being done again, since the result was made from it:
   * directly, or what it was made from in turn. Known without the settings, for those who only
   * read. Empty if there is none, or if nothing is known of older versions.
   */
  public Optional<String> outdatedBy() {
    for (Map.Entry<String, JsonNode> part :
        madeFrom().map(ObjectNode::properties).orElse(Set.of())) {
      if (isResult(part.getValue())) {
        StageMarker input = in(files, file.getParent().getParent(), part.getKey());
        Optional<String> outdatedBy =
            input.asInput().map(StageResult::toJson).filter(part.getValue()::equals).isPresent()
                ? input.outdatedBy()
                : Optional.of(part.getKey());
        if (outdatedBy.isPresent()) {
          return outdatedBy;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a part of what something was made from is the result of a stage, and no settings. */
  private static boolean isResult(JsonNode part) {
    return part.path("fingerprint").isTextual();
  }

  /**
   * Marks the stage as done.
   *
   * @param result checksum of what later stages read; empty if its origin says all
   */
  public void write(MadeFrom madeFrom, String result) {
    StageMark mark =
        new StageMark(
            madeFrom.fingerprint().value(),
            Optional.of(result).filter(checksum -> !checksum.isEmpty()),
            Optional.of(madeFrom.toJson()));
    files.writeText(file, RunJson.text(mark) + "\n");
  }

  /** Takes the mark away, before the result is touched. */
  public void delete() {
    files.delete(file);
  }

  /** A mark that cannot be read marks nothing: the stage runs again. */
  private Optional<StageMark> read() {
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(RunJson.read(files.readText(file), StageMark.class));
    } catch (JsonProcessingException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }
}
