package org.mosnas.model.text;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How text is given and taken.
 *
 * @param form how its lines are given
 * @param casing what happens to the case of letters, before anything else
 */
public record TextFormat(InputForm form, Casing casing) implements Serializable {
  /** What happens to the case of letters. */
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

  /** Checks that nothing is missing. */
  public TextFormat {
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(casing, "casing");
  }

  /** The words of a line, or its tokens where it consists of them; a blank line has none. */
  public List<String> words(String line) {
    return form.words(casing.apply(line));
  }
}
