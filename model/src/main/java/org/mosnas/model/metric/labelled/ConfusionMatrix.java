package org.mosnas.model.metric.labelled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which classes were taken for which.
 *
 * @param classes their names
 * @param counts examples by their class and by the answer, {@code counts.get(label).get(answer)}
 */
public record ConfusionMatrix(List<String> classes, List<List<Long>> counts) {
  /** Copies the lists; checks that every class has a row and a column. */
  public ConfusionMatrix {
    classes = List.copyOf(classes);
    counts = counts.stream().map(List::copyOf).toList();
    int size = classes.size();
    if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
      throw new IllegalArgumentException(counts + " for " + size + " classes");
    }
  }

  /**
   * Counts answers.
   *
   * @param labels numbers of classes, {@code [examples]}
   * @param answers numbers of classes, {@code [examples]}
   */
  public static ConfusionMatrix of(List<String> classes, int[] labels, int[] answers) {
    long[][] counts = ClassCounts.of(classes.size(), labels, answers).counts();
    List<List<Long>> rows = new ArrayList<>();
    for (long[] row : counts) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    return new ConfusionMatrix(classes, rows);
  }
}
