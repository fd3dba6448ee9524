package org.mosnas.model.kernel;

/** The normal distribution in double precision, by its series. */
public final class ErrorFunction {
  private ErrorFunction() {}

  /** How likely a normal variable is to be below {@code x}. */
  public static double below(double x) {
    if (Math.abs(x) > 6) {
      return x < 0 ? 0 : 1;
    }
    // All terms have one sign: 1/2 + density(x) (x + x^3/3 + x^5/(3 5) + ...).
    double term = x;
    double sum = x;
    for (int i = 3; Math.abs(term) > 1e-18 * Math.abs(sum); i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * density(x);
  }

  /** Density of the normal distribution. */
  public static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
