package org.mosnas.corpus.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** The three parts of a corpus. */
public enum CorpusSplit {
  /** What models learn from. */
  TRAIN,
  /** What decisions are made on. */
  VALID,
  /** What results are reported on. */
  TEST;

  private static final int VALID_PERCENT = 4;
  private static final int TEST_PERCENT = 4;
  private static final int VALID_SOURCES_PERCENT = 10;
  private static final int TEST_SOURCES_PERCENT = 15;

  /** Name of the part in file names: {@code train}, {@code valid}, {@code test}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The part that a whole page belongs to, by a hash of its name.
   *
   * <p>A page goes to valid if the first 32 bits of SHA-1 over {@code lohelp/PAGE}, taken modulo
   * 100, are below 4, to test if below 8, and to train otherwise; a seed other than 0 is a further
   * component of the hashed text. Seed 0 therefore divides the pages as the set that results are
   * compared on does, and new versions of the packages keep every page where it was.
   *
   * @param page path of the page below the language's folder, such as {@code
   *     swriter/guide/footer_pagenumber.html}
   * @param seed of the division; equal seeds divide alike
   */
  static CorpusSplit ofPage(String page, long seed) {
    String prefix = seed == 0 ? "lohelp/" : "lohelp/" + seed + "/";
    return of(hash(prefix + page) % 100, VALID_PERCENT, TEST_PERCENT);
  }

  /**
   * The part that the examples of a source package belong to, by a hash of its name: 10 % of the
   * sources are to decide on, 15 % to report on.
   *
   * @param seed of the division; equal seeds divide alike
   */
  static CorpusSplit ofSource(String source, long seed) {
    return of(
        hash("source/" + seed + "/" + source) % 100, VALID_SOURCES_PERCENT, TEST_SOURCES_PERCENT);
  }

  private static CorpusSplit of(long bucket, int validPercent, int testPercent) {
    if (bucket < validPercent) {
      return VALID;
    }
    return bucket < validPercent + testPercent ? TEST : TRAIN;
  }

  private static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      long bits = 0;
      for (int i = 0; i < 4; i++) {
        bits = bits << 8 | (digest[i] & 0xff);
      }
      return bits;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
