package org.mosnas.model.error;

/** Cleaning up after a failure, without hiding it where the cleaning fails too. */
public final class Cleanup {
  private Cleanup() {}

  /** Something to be undone. */
  @FunctionalInterface
  public interface Step {
    /** Undoes it. */
    void run() throws Exception;
  }

  /** Undoes something; the caller throws {@code failure}, which tells of a failed step as well. */
  public static void after(Throwable failure, Step step) {
    try {
      step.run();
    } catch (Exception notCleaned) {
      failure.addSuppressed(notCleaned);
    }
  }
}
