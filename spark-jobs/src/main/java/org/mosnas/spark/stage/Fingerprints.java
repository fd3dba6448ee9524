package org.mosnas.spark.stage;

import org.mosnas.spark.io.Checksums;

/** Short names of what decides a result. */
final class Fingerprints {
  private static final int DIGITS = 16;

  private Fingerprints() {}

  /** The first hexadecimal digits of the SHA-256 of some texts, a line each. */
  static String of(String... parts) {
    return Checksums.sha256(String.join("\n", parts)).substring(0, DIGITS);
  }
}
