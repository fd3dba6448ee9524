package org.mosnas.model.task.labelled;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was read of one part of the data.
 *
 * @param texts in the order of the lines
 * @param read lines that hold an example, or should
 * @param dropped lines that were left out, by reason
 * @param places file and line of the first example of each label
 */
public record LabelledPart(
    List<LabelledText> texts, long read, Map<String, Long> dropped, Map<String, String> places) {
  /** Nothing. */
  public static final LabelledPart NONE = new LabelledPart(List.of(), 0, Map.of(), Map.of());

  /** Copies the collections. */
  public LabelledPart {
    texts = List.copyOf(texts);
    dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
  }

  /** This and what comes after it. */
  public LabelledPart plus(LabelledPart next) {
    List<LabelledText> allTexts = new ArrayList<>(texts);
    allTexts.addAll(next.texts);
    Map<String, Long> allDropped = new TreeMap<>(dropped);
    next.dropped.forEach((reason, count) -> allDropped.merge(reason, count, Long::sum));
    Map<String, String> allPlaces = new LinkedHashMap<>(places);
    next.places.forEach(allPlaces::putIfAbsent);
    return new LabelledPart(allTexts, read + next.read, allDropped, allPlaces);
  }
}
