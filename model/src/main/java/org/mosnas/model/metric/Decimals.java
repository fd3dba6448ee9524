package org.mosnas.model.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as Python's {@code format(x, ".2f")} prints them. */
final class Decimals {
  private Decimals() {}

  /** Rounds the exact value of the {@code double}, halves to even. */
  static String fixed(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }
}
