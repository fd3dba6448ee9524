package org.mosnas.spark.data;

import java.util.Locale;

/** The parts of a corpus. */
public enum Split {
  /** What is learned from. */
  TRAIN,
  /** What training is watched on. */
  VALID,
  /** What results are measured on. */
  TEST;

  /** Its name in configuration, manifest and paths. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
