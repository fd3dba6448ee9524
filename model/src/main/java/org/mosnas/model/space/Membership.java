package org.mosnas.model.space;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which dimension of a spec, if any, is not a choice of a space. */
final class Membership {
  private Membership() {}

  /**
   * The first offending dimension with its value and the allowed ones; empty if all are allowed.
   */
  static Optional<String> violation(SearchSpace space, TranslationSpec spec) {
    for (Dimension dimension : Dimension.values()) {
      List<Integer> choices = dimension.choices(space);
      List<Integer> values = dimension.values(spec);
      for (int i = 0; i < values.size(); i++) {
        if (!choices.contains(values.get(i))) {
          String layer = dimension.perLayer() ? " of layer " + (i + 1) : "";
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "%s%s is %d, allowed are %s",
                  dimension.label(),
                  layer,
                  dimension.code(values.get(i)),
                  choices.stream().map(dimension::code).toList()));
        }
      }
    }
    return Optional.empty();
  }
}
