package org.mosnas.corpus.text;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts of what was dropped, by reason. Not thread-safe. */
public final class DropCounts {
  private final Map<DropReason, Integer> counts = new EnumMap<>(DropReason.class);

  /** Counts one. */
  public void add(DropReason reason) {
    add(reason, 1);
  }

  /** Counts {@code howMany}, which is not negative. */
  public void add(DropReason reason, int howMany) {
    counts.merge(reason, howMany, Integer::sum);
  }

  /** How many were dropped for {@code reason}. */
  public int count(DropReason reason) {
    return counts.getOrDefault(reason, 0);
  }

  /** Counts by {@link DropReason#label()}, in the order of checking, without zeros. */
  public Map<String, Integer> byLabel() {
    Map<String, Integer> labelled = new LinkedHashMap<>();
    counts.forEach(
        (reason, count) -> {
          if (count > 0) {
            labelled.put(reason.label(), count);
          }
        });
    return labelled;
  }
}
