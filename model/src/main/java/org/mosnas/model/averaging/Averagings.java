package org.mosnas.model.averaging;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The averaging rules that {@code mosnas.train.averaging} can name. */
public final class Averagings {
  private static final Map<String, Averaging> RULES = new LinkedHashMap<>();

  static {
    RULES.put("tokens", new TokenAveraging());
  }

  private Averagings() {}

  /** Names that can be configured, in the order of the documentation. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(RULES.keySet());
  }

  /**
   * The rule of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Averaging named(String name) {
    if (!RULES.containsKey(name)) {
      throw new IllegalArgumentException(
          "averaging must be one of " + String.join(", ", RULES.keySet()) + ", was " + name);
    }
    return RULES.get(name);
  }
}
