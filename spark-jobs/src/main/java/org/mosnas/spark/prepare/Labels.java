package org.mosnas.spark.prepare;

import java.util.Locale;

/** How values of enums are written in configuration and manifests. */
final class Labels {
  private Labels() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> E parse(String label, E[] values) {
    for (E value : values) {
      if (of(value).equals(label)) {
        return value;
      }
    }
    throw new IllegalArgumentException("no value " + label);
  }
}
