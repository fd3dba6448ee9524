package org.mosnas.spark.prepare;

import java.io.Serializable;
import java.util.List;

/** What one look through a text file found. */
sealed interface Survey extends Serializable {
  /**
   * A file that can be read from end to end.
   *
   * @param bytes its size
   * @param sha256 of its bytes
   * @param sentences sentences in it
   * @param offsets where its blocks of lines start, in bytes; empty if reading can only start at
   *     its beginning
   */
  record Text(long bytes, String sha256, long sentences, List<Long> offsets) implements Survey {
    /** Copies the offsets. */
    public Text {
      offsets = List.copyOf(offsets);
    }

    /** Whether blocks can be read by themselves. */
    boolean isSplittable() {
      return !offsets.isEmpty();
    }
  }

  /** A file that cannot be used, with what the user is told. */
  record Refused(String message) implements Survey {}
}
