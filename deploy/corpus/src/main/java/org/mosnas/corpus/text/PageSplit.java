package org.mosnas.corpus.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Assigns whole pages to train, valid and test by a hash of their name.
 *
 * <p>A page goes to valid if the first 32 bits of SHA-1 over {@code lohelp/PAGE}, taken modulo 100,
 * are below 4, to test if below 8, and to train otherwise; a seed other than 0 is a further
 * component of the hashed text. Seed 0 therefore divides the pages as the set that results are
 * compared on does, and new versions of the packages keep every page where it was.
 */
public final class PageSplit {
  private static final int VALID_PERCENT = 4;
  private static final int TEST_PERCENT = 4;

  private final String prefix;

  /** A split; equal seeds give equal splits. */
  public PageSplit(long seed) {
    this.prefix = seed == 0 ? "lohelp/" : "lohelp/" + seed + "/";
  }

  /**
   * The part a page belongs to.
   *
   * @param page path of the page below the language's folder, such as {@code
   *     swriter/guide/footer_pagenumber.html}
   */
  public Split of(String page) {
    long bucket = hash(prefix + page) % 100;
    if (bucket < VALID_PERCENT) {
      return Split.VALID;
    }
    return bucket < VALID_PERCENT + TEST_PERCENT ? Split.TEST : Split.TRAIN;
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
