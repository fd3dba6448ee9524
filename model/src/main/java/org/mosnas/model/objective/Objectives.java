package org.mosnas.model.objective;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The objectives that {@code mosnas.train.objective} and {@code mosnas.finetune.objective} name.
 */
public final class Objectives {
  /** Makes an objective. */
  @FunctionalInterface
  public interface Maker {
    /**
     * An objective.
     *
     * @param labelSmoothing as configured, in [0, 1)
     */
    Objective of(double labelSmoothing);
  }

  private static final Map<String, Maker> MAKERS = new LinkedHashMap<>();

  static {
    MAKERS.put("cross-entropy", CrossEntropy::new);
  }

  private Objectives() {}

  /** Names that can be configured, in the order of the documentation. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(MAKERS.keySet());
  }

  /**
   * The objective of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Objective named(String name, double labelSmoothing) {
    if (!MAKERS.containsKey(name)) {
      throw new IllegalArgumentException(
          "objective must be one of " + String.join(", ", MAKERS.keySet()) + ", was " + name);
    }
    return MAKERS.get(name).of(labelSmoothing);
  }
}
