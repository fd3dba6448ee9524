package org.mosnas.model.error;

/** A line of a text that is bad by itself: what comes after it can be read all the same. */
public final class BadLineException extends BadDataException {
  /** Creates the failure; {@code message} names file and line. */
  public BadLineException(String message) {
    super(message);
  }

  /** As {@link #BadLineException(String)}, keeping the cause. */
  public BadLineException(String message, Throwable cause) {
    super(message, cause);
  }
}
