package org.mosnas.model.space;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The largest and the smallest subnet of a space. */
final class Extremes {
  private static final int PREFERRED_ATTENDED_LAYERS = 2;

  private Extremes() {}

  static TranslationSpec largest(SearchSpace space) {
    return extreme(space, Collections::max);
  }

  static TranslationSpec smallest(SearchSpace space) {
    return extreme(space, Collections::min);
  }

  /** 2 if it is a choice, otherwise the lowest: the nearest one, the lower of two. */
  static int attendedLayers(List<Integer> choices) {
    return choices.contains(PREFERRED_ATTENDED_LAYERS)
        ? PREFERRED_ATTENDED_LAYERS
        : Collections.min(choices);
  }

  private static TranslationSpec extreme(
      SearchSpace space, ToIntFunction<Collection<Integer>> pick) {
    Map<Dimension, List<Integer>> values = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      int value =
          dimension == Dimension.ATTENDED_LAYERS
              ? space.extremeAttendedLayers()
              : pick.applyAsInt(dimension.choices(space));
      values.put(dimension, Collections.nCopies(dimension.slots(space), value));
    }
    return Dimension.assemble(values);
  }
}
