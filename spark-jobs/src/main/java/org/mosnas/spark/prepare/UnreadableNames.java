package org.mosnas.spark.prepare;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;

/**
 * Names of files that are not UTF-8. Java can list them but not open them, and Hadoop leaves them
 * out of a glob without a word.
 */
final class UnreadableNames {
  private static final String REPLACEMENT = "\uFFFD";

  private UnreadableNames() {}

  /**
   * Looks for them where {@code glob} looks.
   *
   * @throws BadDataException if one matches
   */
  static void refuse(Path glob, FileSystem files) throws IOException {
    FileStatus[] folders =
        "file".equals(files.getScheme()) ? files.globStatus(glob.getParent()) : null;
    if (folders == null) {
      return;
    }
    GlobPattern pattern = new GlobPattern(glob.getName());
    for (FileStatus folder : folders) {
      File local = new File(folder.getPath().toUri().getPath());
      String[] names = local.list();
      if (names != null) {
        Arrays.stream(names)
            .filter(name -> name.contains(REPLACEMENT) && pattern.matches(name))
            .findFirst()
            .ifPresent(
                name -> {
                  throw new BadDataException(
                      new File(local, name)
                          + ": the name is not UTF-8; rename the file, such as with convmv, or"
                          + " leave it out of the glob");
                });
      }
    }
  }
}
