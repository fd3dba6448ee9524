package org.mosnas.spark.labelled.prepare;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosnas.model.task.labelled.LabelledText;

/** How often each label occurs, by its name in order. */
final class LabelCounts {
  private LabelCounts() {}

  static Map<String, Long> of(List<LabelledText> texts) {
    Map<String, Long> counts = new TreeMap<>();
    texts.forEach(text -> counts.merge(text.label(), 1L, Long::sum));
    return counts;
  }
}
