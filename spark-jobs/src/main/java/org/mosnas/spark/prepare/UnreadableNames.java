package org.mosnas.spark.prepare;

import java.io.File;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.mosnas.model.error.BadDataException;
import org.mosnas.spark.io.Locations;

/**
 * Names of files that are not UTF-8. Java can list them but not open them, and Hadoop leaves them
 * out of a glob without a word.
 */
final class UnreadableNames {
  private static final String REPLACEMENT = "\uFFFD";

  private UnreadableNames() {}

  /**
   * Looks for them in a folder.
   *
   * @param glob what a glob looks for in it
   * @throws BadDataException if one matches
   */
  static void refuse(Path folder, PathFilter glob) {
    String[] names = Locations.isLocal(folder) ? new File(folder.toUri().getPath()).list() : null;
    if (names == null) {
      return;
    }
    for (String name : names) {
      if (name.contains(REPLACEMENT) && glob.accept(Locations.child(folder, name))) {
        throw new BadDataException(
            new File(folder.toUri().getPath(), name)
                + ": the name is not UTF-8; rename the file, such as with convmv, or leave it out of"
                + " the glob");
      }
    }
  }
}
