package org.mosnas.model.config;

import java.util.Arrays;
import java.util.Locale;

/** How values of enums are written in configurations, manifests and bundles: in kebab case. */
public final class Labels {
  private Labels() {}

  /** The label of a value. */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The value of a label.
   *
   * @throws IllegalArgumentException if none of {@code values} is labelled so
   */
  public static <E extends Enum<E>> E parse(String label, E[] values) {
    return Arrays.stream(values)
        .filter(value -> of(value).equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no value " + label));
  }
}
