package org.mosnas.model.error;

/** Data that is missing, unreadable or not what was declared; the message names file and line. */
public final class BadDataException extends MosnasException {
  /** Creates the failure; {@code message} names the file and, for text, the line. */
  public BadDataException(String message) {
    super(ErrorKind.DATA, message);
  }

  /** As {@link #BadDataException(String)}, keeping the cause. */
  public BadDataException(String message, Throwable cause) {
    super(ErrorKind.DATA, message, cause);
  }
}
