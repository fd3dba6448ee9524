package org.mosnas.spark.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What {@link AtomicFiles} asks of a file system. */
interface Storage {
  /**
   * The storage that {@code path} is on. Local files go past Hadoop: its local file system cannot
   * create a file exclusively, and keeps a checksum file beside each file.
   */
  static Storage of(Path path, Configuration configuration) throws IOException {
    FileSystem fileSystem = path.getFileSystem(configuration);
    return fileSystem.getScheme().equals("file")
        ? new LocalStorage()
        : new HadoopStorage(fileSystem, configuration);
  }

  /** Writes a file under another name and renames it into place. */
  void replace(Path file, AtomicFiles.Content content) throws IOException;

  /** Creates a file exclusively; false if there is one. */
  boolean createNew(Path file, byte[] bytes) throws IOException;

  InputStream open(Path file) throws IOException;

  boolean exists(Path path) throws IOException;

  void createFolder(Path folder) throws IOException;

  /** Deletes recursively; nothing happens if there is nothing. */
  void delete(Path path) throws IOException;

  /** Renames to a name that does not exist. */
  void rename(Path from, Path to) throws IOException;

  /** Renames a file to a name that nobody else uses; false if there is no such file any more. */
  boolean moveAside(Path from, Path to) throws IOException;

  /** When a file was last written, by the clock of the storage, in milliseconds since 1970. */
  long modifiedMillis(Path file) throws IOException;

  long freeBytes(Path folder) throws IOException;

  /** Names of what a folder holds, in any order; nothing if there is no such folder. */
  List<String> list(Path folder) throws IOException;

  /** The one name of a file or folder that exists: absolute, with scheme, without links. */
  Path canonical(Path path) throws IOException;
}
