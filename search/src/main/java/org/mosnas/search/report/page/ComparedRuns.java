package org.mosnas.search.report.page;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.content.RunReport;

/**
 * Runs under the names and marks that tell them apart on a page.
 *
 * @param reports by name, in the order given
 */
record ComparedRuns(Map<String, RunReport> reports) {
  private static final List<Shape> SHAPES =
      List.of(Shape.CIRCLE, Shape.DIAMOND, Shape.TRIANGLE, Shape.SQUARE, Shape.STAR, Shape.CROSS);

  /** Copies the map. */
  ComparedRuns {
    reports = Collections.unmodifiableMap(new LinkedHashMap<>(reports));
  }

  /** Short names, told apart by their directories where they are the same. */
  static ComparedRuns of(List<RunReport> reports) {
    Map<String, Long> uses =
        reports.stream()
            .collect(Collectors.groupingBy(r -> r.outline().name(), Collectors.counting()));
    Map<String, RunReport> named = new LinkedHashMap<>();
    for (RunReport report : reports) {
      String name = report.outline().name();
      String unique = uses.get(name) == 1 ? name : report.outline().location();
      String key = unique;
      for (int i = 2; named.containsKey(key); i++) {
        key = unique + " (" + i + ")";
      }
      named.put(key, report);
    }
    return new ComparedRuns(named);
  }

  Tone tone(String name) {
    return Tone.ofRun(index(name));
  }

  Shape shape(String name) {
    return SHAPES.get(index(name) % SHAPES.size());
  }

  private int index(String name) {
    return List.copyOf(reports.keySet()).indexOf(name);
  }

  /** What fits beside a chart: the end, which tells directories apart. */
  static String shortened(String name) {
    return name.length() <= 14 ? name : "…" + name.substring(name.length() - 13);
  }
}
