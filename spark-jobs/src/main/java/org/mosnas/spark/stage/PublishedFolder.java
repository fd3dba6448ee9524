package org.mosnas.spark.stage;

import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.PublishedFiles;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;

/** The folder of a published network, on any Hadoop file system. */
final class PublishedFolder implements PublishedFiles {
  private final String key;
  private final Path folder;
  private final AtomicFiles files;
  private final Map<String, String> checksums = new TreeMap<>();

  /**
   * A folder.
   *
   * @param key of the setting that names it, for messages
   * @param location a path or URI
   */
  PublishedFolder(String key, String location, Configuration hadoop) {
    this.key = key;
    this.folder = Locations.of(key, location, hadoop);
    this.files = AtomicFiles.on(folder, hadoop);
  }

  /** Checksums of its files by name. They are read once: they may be large. */
  Map<String, String> checksums() {
    if (checksums.isEmpty()) {
      for (String name : NAMES) {
        checksums.put(name, files.sha256(existing(name)));
      }
    }
    return checksums;
  }

  @Override
  public <T> T read(String file, Function<InputStream, T> reading) {
    return files.read(existing(file), reading::apply);
  }

  @Override
  public String shown(String file) {
    return Locations.shown(Locations.child(folder, file));
  }

  private Path existing(String name) {
    Path file = Locations.child(folder, name);
    if (!files.exists(file)) {
      throw new BadDataException(
          Locations.shown(file)
              + " is missing; "
              + key
              + " must name a folder with the files of a published network: "
              + String.join(", ", NAMES));
    }
    return file;
  }
}
