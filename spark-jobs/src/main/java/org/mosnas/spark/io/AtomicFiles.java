package org.mosnas.spark.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.TextLines;

/**
 * Files that are there completely or not at all, on any Hadoop file system.
 *
 * <p>A file is written under another name in the same folder and renamed into place, so that a
 * reader, or a run that goes on after a crash, never sees half of it. Failures are {@link
 * MosnasException}s that name the path: RESOURCES for a full disk, DATA for what is missing or may
 * not be read or written.
 */
public final class AtomicFiles {
  private final Storage storage;

  AtomicFiles(Storage storage) {
    this.storage = storage;
  }

  /** The files of the file system that {@code path} is on. */
  public static AtomicFiles on(Path path, Configuration configuration) {
    return StorageFailure.wrapping(path, () -> new AtomicFiles(Storage.of(path, configuration)));
  }

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; does not close the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Reads a file. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads what is needed; does not close the stream. */
    T from(InputStream in) throws IOException;
  }

  /** Writes a file, replacing one of the same name; creates the folders above it. */
  public void write(Path file, Content content) {
    StorageFailure.wrapping(
        file,
        () -> {
          storage.replace(file, content);
          return null;
        });
  }

  /** As {@link #write}, for text in UTF-8. */
  public void writeText(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes a file that must not exist yet.
   *
   * @return false, with nothing written, if it exists; of two callers at once only one gets true
   */
  public boolean createNew(Path file, String text) {
    return StorageFailure.wrapping(
        file, () -> storage.createNew(file, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Reads a file. */
  public <T> T read(Path file, Reading<T> reading) {
    return StorageFailure.wrapping(
        file,
        () -> {
          try (InputStream in = storage.open(file)) {
            return reading.from(in);
          }
        });
  }

  /** Reads a file of UTF-8 text. */
  public String readText(Path file) {
    return read(file, in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  /** Reads the lines of a text that we wrote. */
  public List<String> readLines(Path file) {
    return read(
        file,
        in -> {
          try (TextLines lines = TextLines.stored(file.toString(), in)) {
            return lines.stream().toList();
          }
        });
  }

  /** SHA-256 of a file's bytes: 64 hexadecimal digits. */
  public String sha256(Path file) {
    return read(file, Checksums::sha256);
  }

  /** Whether the first bytes of a file are those of a text. */
  public boolean begins(Path file, String text) {
    byte[] beginning = text.getBytes(StandardCharsets.UTF_8);
    return read(file, in -> Arrays.equals(in.readNBytes(beginning.length), beginning));
  }

  /** Whether a file or folder of that name exists. */
  public boolean exists(Path path) {
    return StorageFailure.wrapping(path, () -> storage.exists(path));
  }

  /** Names of what a folder holds, sorted; nothing if there is no such folder. */
  public List<String> list(Path folder) {
    return StorageFailure.wrapping(folder, () -> storage.list(folder)).stream().sorted().toList();
  }

  /** The one name of a file or folder that exists: absolute, with scheme, without links. */
  public Path canonical(Path path) {
    return StorageFailure.wrapping(path, () -> storage.canonical(path));
  }

  /** Creates a folder and those above it; one that exists stays as it is. */
  public void createFolder(Path folder) {
    StorageFailure.wrapping(
        folder,
        () -> {
          storage.createFolder(folder);
          return null;
        });
  }

  /** Deletes a file, or a folder with everything in it; nothing happens if there is none. */
  public void delete(Path path) {
    StorageFailure.wrapping(
        path,
        () -> {
          storage.delete(path);
          return null;
        });
  }

  /**
   * Moves a finished folder to its final name, in one step.
   *
   * <p>A folder of that name is deleted before, so a crash may leave none, but never a mixture.
   *
   * @param finished a folder beside the final one
   * @param folder the final name
   */
  public void publish(Path finished, Path folder) {
    StorageFailure.wrapping(
        folder,
        () -> {
          storage.delete(folder);
          storage.rename(finished, folder);
          return null;
        });
  }

  /**
   * Takes a file out of the way, in one step.
   *
   * @return false if it is gone; of several callers at once only one gets true
   */
  public boolean moveAside(Path file, Path aside) {
    return StorageFailure.wrapping(file, () -> storage.moveAside(file, aside));
  }

  /** When a file was last written, by the clock of its file system, in milliseconds since 1970. */
  public long modifiedMillis(Path file) {
    return StorageFailure.wrapping(file, () -> storage.modifiedMillis(file));
  }

  /** Bytes that can still be written to the file system of {@code folder}, which need not exist. */
  public long freeBytes(Path folder) {
    return StorageFailure.wrapping(folder, () -> storage.freeBytes(folder));
  }

  /**
   * Makes sure that there is room before a long computation starts whose result could not be kept.
   *
   * @param folder where the result will go
   * @param bytes size of the result
   * @param what the result, for the message, such as "a checkpoint"
   * @throws MosnasException of kind RESOURCES if there is less
   */
  public void requireFree(Path folder, long bytes, String what) {
    long free = freeBytes(folder);
    if (free < bytes) {
      throw StorageFailure.tooLittleSpace(folder, bytes, free, what);
    }
  }
}
