package org.mosnas.spark.data;

import java.nio.file.Path;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.run.RunLayout;

/** The files of a corpus that a run builds itself. */
public final class BuiltFiles {
  private BuiltFiles() {}

  /**
   * Their folder.
   *
   * @param keys that name the user's own text instead, for the message
   * @throws MosnasException of kind USAGE if the run directory is not on this machine
   */
  public static Path folder(RunContext context, String keys) {
    if (!context.directory().isLocal()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "the corpus can only be built in a run directory on this machine, not in "
              + context.directory().shown()
              + "; name your own text with "
              + keys);
    }
    return Path.of(context.directory().resolve(RunLayout.CORPUS).toUri().getPath());
  }

  /**
   * A file as configurations name it: with the scheme, since relative paths may be on another file
   * system; a Path's own URI is encoded.
   */
  public static String location(Path file) {
    return "file://" + file.toAbsolutePath();
  }
}
