package org.mosnas.model.error;

/**
 * A failure that a user can act on.
 *
 * <p>The message is one line that says what happened and where, what was expected, and what to do;
 * it is all that the command line prints.
 */
public class MosnasException extends RuntimeException {
  private final ErrorKind kind;

  /**
   * Creates a failure.
   *
   * @param kind who has to act
   * @param message what, where, expected, what to do
   */
  public MosnasException(ErrorKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** As {@link #MosnasException(ErrorKind, String)}, keeping the cause. */
  public MosnasException(ErrorKind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Who has to act. */
  public final ErrorKind kind() {
    return kind;
  }

  /** With the kind: of what fails on another machine only this text arrives. */
  @Override
  public String toString() {
    return getClass().getName() + " [" + kind + "]: " + getMessage();
  }
}
