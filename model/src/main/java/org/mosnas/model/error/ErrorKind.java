package org.mosnas.model.error;

/** Who has to act on a failure; the command line turns it into its exit code. */
public enum ErrorKind {
  /** A bug of ours. */
  INTERNAL(1),
  /** Wrong usage, or a configuration that is refused. */
  USAGE(2),
  /** No subnet of the space satisfies the constraint. */
  INFEASIBLE(3),
  /** Data, checkpoints or bundles that are missing, unreadable or bad. */
  DATA(4),
  /** Not enough memory or disk. */
  RESOURCES(6),
  /** Another process works in the run directory. */
  BUSY(7),
  /** Interrupted; the run can be resumed. */
  INTERRUPTED(75);

  private final int exitCode;

  ErrorKind(int exitCode) {
    this.exitCode = exitCode;
  }

  /** Exit code of a command that ends with this kind of failure. */
  public int exitCode() {
    return exitCode;
  }
}
