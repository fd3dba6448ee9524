package org.mosnas.spark.translation.prepare;

import java.io.Serializable;
import java.util.List;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.data.TextFile;

/**
 * A text file and the file of its translations.
 *
 * @param <F> what is known of them: {@link TextFile} or {@link Surveyed}
 * @param split the part of the corpus that they belong to
 * @param source the text
 * @param target its translations
 */
record FilePair<F extends Serializable>(Split split, F source, F target) implements Serializable {
  /**
   * A text file that was looked through and can be read from end to end.
   *
   * @param file which one
   * @param bytes its size
   * @param sha256 of its bytes
   * @param sentences sentences in it
   * @param offsets where its blocks of lines start, in bytes; empty if reading can only start at
   *     its beginning
   */
  record Surveyed(TextFile file, long bytes, String sha256, long sentences, List<Long> offsets)
      implements Serializable {
    /** Copies the offsets. */
    Surveyed {
      offsets = List.copyOf(offsets);
    }

    /** What messages call it. */
    String name() {
      return file.name();
    }

    /** Whether blocks can be read by themselves. */
    boolean isSplittable() {
      return !offsets.isEmpty();
    }
  }
}
