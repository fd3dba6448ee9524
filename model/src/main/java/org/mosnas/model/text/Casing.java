package org.mosnas.model.text;

import java.util.Locale;

/** What happens to the case of letters before anything else. */
public enum Casing {
  /** Letters stay as they are. */
  AS_IS,
  /** Letters become lower case, as in HAT's preparation of IWSLT. */
  LOWER;

  /** The line in this case. */
  public String apply(String line) {
    return this == LOWER ? line.toLowerCase(Locale.ROOT) : line;
  }
}
