package org.mosnas.spark.translation.prepare;

import java.io.Serializable;
import java.util.List;

/**
 * A text file and the file of its translations.
 *
 * @param <F> what is known of them: {@link Found} or {@link Surveyed}
 * @param split the part of the corpus that they belong to
 * @param source the text
 * @param target its translations
 */
record FilePair<F extends Serializable>(Split split, F source, F target) implements Serializable {
  /**
   * A text file of one language that exists.
   *
   * @param path with scheme
   * @param name how messages call it: local paths without scheme
   */
  record Found(String path, String name) implements Serializable {}

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
  record Surveyed(Found file, long bytes, String sha256, long sentences, List<Long> offsets)
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
