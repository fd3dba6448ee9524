package org.mosnas.spark.data;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.mosnas.model.error.BadDataException;
import org.mosnas.spark.io.Locations;

/**
 * The files that a pattern of Hadoop's names, colons in their names or not: Hadoop's own search
 * takes what stands before a colon for a scheme, and ends.
 */
final class FileGlob {
  /** What stands in a name for bytes that are not UTF-8. */
  private static final String REPLACEMENT = "\uFFFD";

  private final FileSystem fileSystem;

  FileGlob(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  /**
   * Files and folders in the order of their names, as Hadoop compares them.
   *
   * @param pattern absolute; one without wildcards finds what has that name
   * @throws BadDataException if a name that cannot be read is among them
   */
  List<FileStatus> find(Path pattern) throws IOException {
    TreeSet<FileStatus> found = new TreeSet<>();
    for (String alternative : GlobExpander.expand(pattern.toUri().getPath())) {
      found.addAll(walk(new Path(pattern, Path.SEPARATOR), alternative));
    }
    return List.copyOf(found);
  }

  private List<FileStatus> walk(Path root, String pattern) throws IOException {
    List<FileStatus> found = List.of(fileSystem.getFileStatus(root));
    for (String name : pattern.split(Path.SEPARATOR)) {
      if (!name.isEmpty()) {
        found = inside(found, name);
      }
    }
    return found;
  }

  private List<FileStatus> inside(List<FileStatus> folders, String name) throws IOException {
    GlobFilter pattern = new GlobFilter(name);
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus folder : folders) {
      if (!folder.isDirectory()) {
        continue;
      }
      if (pattern.hasPattern()) {
        refuseUnreadable(folder.getPath(), pattern);
        Arrays.stream(fileSystem.listStatus(folder.getPath()))
            .filter(inside -> pattern.accept(inside.getPath()))
            .forEach(found::add);
      } else {
        Path path = Locations.child(folder.getPath(), name.replaceAll("\\\\(.)", "$1"));
        if (fileSystem.exists(path)) {
          found.add(fileSystem.getFileStatus(path));
        }
      }
    }
    return found;
  }

  /**
   * Refuses names that are not UTF-8: Java can list them but not open them, and Hadoop leaves them
   * out of a glob without a word.
   */
  private static void refuseUnreadable(Path folder, PathFilter glob) {
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
