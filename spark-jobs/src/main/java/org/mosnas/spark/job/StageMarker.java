package org.mosnas.spark.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.json.StrictJson;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.io.RunDirectory;

/**
 * The file that says that a stage is done, and from what its result was made.
 *
 * <p>Written last. Its fingerprint covers the settings of the stage and the marks of the stages
 * before it, so that a change anywhere upstream makes the stage run again.
 */
public final class StageMarker {
  private static final String FILE = "done.json";
  private static final String FINGERPRINT = "fingerprint";
  private static final String RESULT = "result";
  private static final String MADE_FROM = "made-from";

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
    return new StageMarker(files, new Path(directory, stage + "/" + FILE));
  }

  /** Whether the stage is done, with a result made from just this. */
  public boolean matches(MadeFrom madeFrom) {
    return madeFrom.fingerprint().matches(fingerprint());
  }

  /** The short name of what the result was made from; empty if the stage is not done. */
  public String fingerprint() {
    return read().path(FINGERPRINT).asText("");
  }

  /** What the result was made from; nothing if older versions made it, or if there is none. */
  public JsonNode madeFrom() {
    return read().path(MADE_FROM);
  }

  /**
   * The result as an input of later stages: what it was made from and, where the stage says so,
   * what it holds. Empty if the stage is not done.
   */
  public Optional<ObjectNode> asInput() {
    JsonNode mark = read();
    if (mark.path(FINGERPRINT).asText("").isEmpty()) {
      return Optional.empty();
    }
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put(FINGERPRINT, mark.path(FINGERPRINT).asText());
    if (mark.has(RESULT)) {
      input.put(RESULT, mark.path(RESULT).asText());
    }
    return Optional.of(input);
  }

  /**
   * The stage that was done again, or is being done again, since the result was made from it:
   * directly, or what it was made from in turn. Known without the settings, for those who only
   * read. Empty if there is none, or if nothing is known of older versions.
   */
  public Optional<String> outdatedBy() {
    for (Map.Entry<String, JsonNode> part : madeFrom().properties()) {
      if (part.getValue().path(FINGERPRINT).isTextual()) {
        StageMarker input = in(files, file.getParent().getParent(), part.getKey());
        Optional<String> outdatedBy =
            input.asInput().filter(part.getValue()::equals).isPresent()
                ? input.outdatedBy()
                : Optional.of(part.getKey());
        if (outdatedBy.isPresent()) {
          return outdatedBy;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Marks the stage as done.
   *
   * @param result checksum of what later stages read; empty if its origin says all
   */
  public void write(MadeFrom madeFrom, String result) {
    ObjectNode mark = JsonNodeFactory.instance.objectNode();
    mark.put(FINGERPRINT, madeFrom.fingerprint().value());
    if (!result.isEmpty()) {
      mark.put(RESULT, result);
    }
    mark.set(MADE_FROM, madeFrom.toJson());
    files.writeText(file, mark.toPrettyString() + "\n");
  }

  /** Takes the mark away, before the result is touched. */
  public void delete() {
    files.delete(file);
  }

  /** A mark that cannot be read marks nothing: the stage runs again. */
  private JsonNode read() {
    if (!files.exists(file)) {
      return MissingNode.getInstance();
    }
    try {
      return StrictJson.parse(files.readText(file));
    } catch (JsonProcessingException damaged) {
      return MissingNode.getInstance();
    }
  }
}
