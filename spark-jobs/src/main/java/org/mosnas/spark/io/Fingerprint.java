package org.mosnas.spark.io;

import java.util.List;

/**
 * The short name of everything that decides a result.
 *
 * @param value the name that is written
 * @param former names that older versions gave to the same, which are accepted
 */
public record Fingerprint(String value, List<String> former) {
  /** Copies the list. */
  public Fingerprint {
    former = List.copyOf(former);
  }

  /** A name that older versions gave too. */
  public static Fingerprint of(String value) {
    return new Fingerprint(value, List.of());
  }

  /** Whether {@code found} names the same. */
  public boolean matches(String found) {
    return value.equals(found) || former.contains(found);
  }
}
