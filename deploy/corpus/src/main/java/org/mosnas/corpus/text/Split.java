package org.mosnas.corpus.text;

import java.util.Locale;

/** The three parts of a corpus. */
public enum Split {
  /** What models learn from. */
  TRAIN,
  /** What decisions are made on. */
  VALID,
  /** What results are reported on. */
  TEST;

  /** Name of the part in file names: {@code train}, {@code valid}, {@code test}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
