package org.mosnas.spark.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.RunDirectory;

/**
 * The file that says that a stage is done, and from what its result was made.
 *
 * <p>Written last. Its fingerprint covers the settings of the stage and the fingerprints of the
 * stages before it, so that a change anywhere upstream makes the stage run again.
 */
public final class StageMarker {
  private static final String FILE = "done.json";
  private static final Pattern FINGERPRINT = Pattern.compile("\"fingerprint\": \"([0-9a-f]+)\"");

  private final AtomicFiles files;
  private final Path file;

  private StageMarker(AtomicFiles files, Path file) {
    this.files = files;
    this.file = file;
  }

  /** The marker of a stage, in the stage's folder of the run directory. */
  public static StageMarker of(RunDirectory directory, String stage) {
    return new StageMarker(directory.files(), directory.resolve(stage + "/" + FILE));
  }

  /** Whether the stage is done, with a result made from just this. */
  public boolean matches(String fingerprint) {
    return fingerprint.equals(fingerprint());
  }

  /** What the result was made from, for stages that build on it; empty if there is none. */
  public String fingerprint() {
    if (!files.exists(file)) {
      return "";
    }
    Matcher matcher = FINGERPRINT.matcher(files.readText(file));
    return matcher.find() ? matcher.group(1) : "";
  }

  /**
   * Marks the stage as done.
   *
   * @param fingerprint hexadecimal digits
   */
  public void write(String fingerprint) {
    files.writeText(file, "{\"fingerprint\": \"" + fingerprint + "\"}\n");
  }

  /** Takes the mark away, before the result is touched. */
  public void delete() {
    files.delete(file);
  }
}
