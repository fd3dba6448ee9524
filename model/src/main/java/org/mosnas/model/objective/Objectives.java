package org.mosnas.model.objective;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mosnas.model.network.Head;

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

  private static final String CROSS_ENTROPY = "cross-entropy";
  private static final String SQUARED_ERROR = "squared-error";

  private static final Map<String, Maker> MAKERS = new LinkedHashMap<>();

  static {
    MAKERS.put(CROSS_ENTROPY, CrossEntropy::new);
    MAKERS.put(SQUARED_ERROR, smoothing -> new SquaredError());
  }

  private Objectives() {}

  /** Names that can be configured, in the order of the documentation. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(MAKERS.keySet());
  }

  /**
   * The objective of a name for networks with a head: a number has no cross-entropy, so there its
   * squared error stands in for that.
   *
   * @throws IllegalArgumentException if there is none, or if it scores numbers and the head has
   *     none
   */
  public static Objective named(String name, double labelSmoothing, Head head) {
    boolean number = head.kind() == Head.Kind.NUMBER;
    if (!fits(name, head.kind())) {
      throw new IllegalArgumentException(
          "objective "
              + SQUARED_ERROR
              + " is for networks that answer with a number, not with a "
              + head.kind().name().toLowerCase(Locale.ROOT));
    }
    return named(number && name.equals(CROSS_ENTROPY) ? SQUARED_ERROR : name, labelSmoothing);
  }

  /** Whether an objective can score what networks with such a head answer. */
  public static boolean fits(String name, Head.Kind kind) {
    return kind == Head.Kind.NUMBER || !name.equals(SQUARED_ERROR);
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
