package org.mosnas.spark.masked.prepare;

import java.io.Serializable;
import java.util.List;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.data.TextFile;

/**
 * A text file that was looked through and can be read from end to end.
 *
 * @param split the part of the corpus that it belongs to
 * @param file which one
 * @param bytes its size
 * @param sha256 of its bytes
 * @param documents in it
 * @param dividedLines lines that are so long that they are taken as several
 * @param starts where its blocks of documents start; empty if reading can only start at its
 *     beginning
 */
record SurveyedText(
    Split split,
    TextFile file,
    long bytes,
    String sha256,
    long documents,
    long dividedLines,
    List<Start> starts)
    implements Serializable {
  /** Documents that are read in one go. */
  static final int BLOCK = 256;

  /** Copies the list. */
  SurveyedText {
    starts = List.copyOf(starts);
  }

  /**
   * A place in a file.
   *
   * @param offset in bytes
   * @param linesBefore lines before it
   */
  record Start(long offset, long linesBefore) implements Serializable {
    static final Start OF_FILE = new Start(0, 0);
  }

  /** What the manifest tells. */
  TextManifest.Input input() {
    return new TextManifest.Input(split.label(), file.name(), bytes, sha256, documents);
  }
}
