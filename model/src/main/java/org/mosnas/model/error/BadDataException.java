package org.mosnas.model.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Data that is missing, unreadable or not what was declared; the message names file and line. */
public class BadDataException extends MosnasException {
  /** Creates the failure; {@code message} names the file and, for text, the line. */
  public BadDataException(String message) {
    super(ErrorKind.DATA, message);
  }

  /** As {@link #BadDataException(String)}, keeping the cause. */
  public BadDataException(String message, Throwable cause) {
    super(ErrorKind.DATA, message, cause);
  }

  /**
   * Tells why a file cannot be read.
   *
   * @param file the file, or a place in it
   * @param advice what to do where neither its permissions nor its absence explain it
   */
  public static BadDataException unreadable(Object file, IOException cause, String advice) {
    if (cause instanceof NoSuchFileException) {
      return new BadDataException(file + ": no such file; check the path", cause);
    }
    if (cause instanceof AccessDeniedException
        || String.valueOf(cause.getMessage()).endsWith("(Permission denied)")) {
      return new BadDataException(
          "permission denied: " + file + " cannot be read by this user; change that", cause);
    }
    return new BadDataException(
        file + ": cannot be read (" + cause.getMessage() + "); " + advice, cause);
  }
}
