package org.mosnas.spark.prepare;

import java.io.Serializable;

/**
 * What the two languages are called in reports.
 *
 * @param source such as {@code en}; not blank
 * @param target such as {@code de}; not blank
 */
public record Languages(String source, String target) implements Serializable {
  /** Checks that both have a name. */
  public Languages {
    if (source.isBlank() || target.isBlank()) {
      throw new IllegalArgumentException(
          "languages must have names, were '" + source + "' and '" + target + "'");
    }
  }
}
