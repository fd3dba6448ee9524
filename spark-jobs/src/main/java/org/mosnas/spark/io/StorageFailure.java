package org.mosnas.spark.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** Turns what a file system throws into what a user is told. */
final class StorageFailure {
  private StorageFailure() {}

  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  static <T> T wrapping(Path path, Action<T> action) {
    try {
      return action.run();
    } catch (IOException failure) {
      throw translate(path, failure);
    }
  }

  private static MosnasException translate(Path path, IOException failure) {
    String message = String.valueOf(failure.getMessage());
    String shown = Locations.shown(path);
    if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
      return new BadDataException("no such file: " + shown + "; check the path", failure);
    }
    if (failure instanceof AccessDeniedException || failure instanceof AccessControlException) {
      return new BadDataException(
          "permission denied: "
              + shown
              + " cannot be read or written by this user; change that or choose another folder",
          failure);
    }
    if (message.contains("No space left")
        || message.contains("quota")
        || message.contains("File too large")) {
      return new MosnasException(
          ErrorKind.RESOURCES,
          "the disk is full: cannot write "
              + shown
              + "; free some space and run again with --resume",
          failure);
    }
    if (message.contains("Read-only file system")) {
      return new BadDataException(
          shown + " is on a read-only file system; choose another folder", failure);
    }
    if (failure instanceof FileAlreadyExistsException || message.endsWith("Not a directory")) {
      return new BadDataException(
          shown + " is a file or below one, expected a folder; choose another", failure);
    }
    return new BadDataException(
        "cannot use " + shown + " (" + message + "); check the path, or choose another", failure);
  }

  static MosnasException tooLittleSpace(Path folder, long needed, long free, String what) {
    return new MosnasException(
        ErrorKind.RESOURCES,
        String.format(
            Locale.ROOT,
            "not enough space in %s for %s: %s needed, %s free; free some or choose another --run-dir",
            folder,
            what,
            readable(needed),
            readable(free)));
  }

  private static String readable(long bytes) {
    return bytes < 1L << 30
        ? String.format(Locale.ROOT, "%.1f MB", bytes / (double) (1 << 20))
        : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
  }
}
