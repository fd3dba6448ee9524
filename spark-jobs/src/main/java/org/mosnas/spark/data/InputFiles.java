package org.mosnas.spark.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.spark.io.Locations;

/** Resolves the paths and globs of a configuration to files that exist. */
public final class InputFiles {
  private final Configuration hadoop;

  /** Looks for files on the file systems of a configuration. */
  public InputFiles(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * The files in the order in which they are given; those of a glob by name.
   *
   * @param key that names them, for messages
   * @throws BadDataException if there is no such file, or if it is a folder
   */
  public List<TextFile> resolve(String key, List<String> paths) {
    List<TextFile> files = new ArrayList<>();
    for (String path : paths) {
      try {
        files.addAll(resolve(key, path));
      } catch (IOException e) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: '%s' cannot be found (%s); check the path",
                key,
                path,
                e.getMessage()),
            e);
      }
    }
    return files;
  }

  private List<TextFile> resolve(String key, String given) throws IOException {
    Path path = Locations.of(key, given, hadoop);
    FileSystem fileSystem = path.getFileSystem(hadoop);
    List<FileStatus> found =
        fileSystem.exists(path)
            ? List.of(fileSystem.getFileStatus(path))
            : new FileGlob(fileSystem).find(path);
    if (found.isEmpty()) {
      throw new BadDataException(
          String.format(Locale.ROOT, "%s: no such file: %s; check the path", key, given));
    }
    List<TextFile> files = new ArrayList<>();
    for (FileStatus status : found) {
      TextFile file = new TextFile(status.getPath().toString(), Locations.shown(status.getPath()));
      if (status.isDirectory()) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: %s is a folder; name the text file, or its files with a glob such as %s/*",
                key,
                file.name(),
                file.name()));
      }
      files.add(file);
    }
    return files;
  }
}
