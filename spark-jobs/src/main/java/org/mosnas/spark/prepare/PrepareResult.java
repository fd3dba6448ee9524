package org.mosnas.spark.prepare;

/**
 * What the job did.
 *
 * @param manifest of the data that is there now
 * @param outcome whether there was anything to do
 */
public record PrepareResult(PrepareManifest manifest, Outcome outcome) {
  /** Whether there was anything to do. */
  public enum Outcome {
    /** The data was made. */
    PREPARED,
    /** The same data was there already. */
    ALREADY_THERE
  }
}
