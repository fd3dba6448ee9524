package org.mosnas.model.metric;

/**
 * What BLEU does about n-grams that never match, after Chen and Cherry (2014), <a
 * href="https://aclanthology.org/W14-3346">paper</a>.
 *
 * @param kind which rule
 * @param value the floor or the addend; 0 where the rule has none
 */
public record Smoothing(Kind kind, double value) {
  /** The rules that sacreBLEU knows. */
  public enum Kind {
    /** Nothing: the score is 0. */
    NONE,
    /** The count of matches is the floor instead of 0. */
    FLOOR,
    /** Both counts grow by the addend, for n-grams of two words and more. */
    ADD_K,
    /** The first such precision is half of one match, the next a quarter and so on. */
    EXP
  }

  /** Checks that the value is not negative. */
  public Smoothing {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(kind + " smoothing by " + value);
    }
  }

  /** sacreBLEU's default. */
  public static Smoothing exponential() {
    return new Smoothing(Kind.EXP, 0);
  }

  /** No smoothing. */
  public static Smoothing none() {
    return new Smoothing(Kind.NONE, 0);
  }

  /** A floor; 0.1 is usual. */
  public static Smoothing floor(double floor) {
    return new Smoothing(Kind.FLOOR, floor);
  }

  /** An addend; 1 is usual. */
  public static Smoothing add(double addend) {
    return new Smoothing(Kind.ADD_K, addend);
  }

  /** The rule in signatures. */
  String label() {
    return switch (kind) {
      case NONE -> "none";
      case EXP -> "exp";
      case FLOOR -> "floor[" + Decimals.fixed(value, 2) + "]";
      case ADD_K -> "add-k[" + Decimals.fixed(value, 2) + "]";
    };
  }
}
