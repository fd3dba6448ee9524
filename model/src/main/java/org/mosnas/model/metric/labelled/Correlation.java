package org.mosnas.model.metric.labelled;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Correlations of numbers with numbers, where an example may count several times.
 *
 * <p>Numbers are sorted once, so that many resamples can be ranked in linear time each.
 */
final class Correlation {
  private final double[] labels;
  private final double[] answers;
  private final int[] labelOrder;
  private final int[] answerOrder;

  /** Of some answers, {@code [examples]}, with what they should have been. */
  Correlation(double[] labels, double[] answers) {
    this.labels = labels;
    this.answers = answers;
    this.labelOrder = ascending(labels);
    this.answerOrder = ascending(answers);
  }

  /**
   * A score, in percent.
   *
   * @param times how often each example counts, {@code [examples]}
   */
  double value(LabelledMetric metric, int[] times) {
    return switch (metric) {
      case PEARSON -> 100 * pearson(labels, answers, times);
      case SPEARMAN ->
          100
              * pearson(
                  ranks(labels, labelOrder, times), ranks(answers, answerOrder, times), times);
      case ACCURACY, F1, MACRO_F1, MATTHEWS ->
          throw new IllegalArgumentException(metric + " of numbers");
    };
  }

  private static int[] ascending(double[] numbers) {
    return IntStream.range(0, numbers.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> numbers[i]))
        .mapToInt(i -> i)
        .toArray();
  }

  private static double pearson(double[] x, double[] y, int[] times) {
    double meanX = mean(x, times);
    double meanY = mean(y, times);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < times.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xx += times[i] * dx * dx;
      yy += times[i] * dy * dy;
      xy += times[i] * dx * dy;
    }
    double norm = Math.sqrt(xx) * Math.sqrt(yy);
    return norm == 0 || isConstant(x, times) || isConstant(y, times) ? 0 : xy / norm;
  }

  private static double mean(double[] numbers, int[] times) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < times.length; i++) {
      sum += times[i] * numbers[i];
      count += times[i];
    }
    return sum / count;
  }

  /** Exactly: the mean of equal numbers may differ from them by rounding. */
  private static boolean isConstant(double[] numbers, int[] times) {
    return IntStream.range(0, times.length)
            .filter(i -> times[i] > 0)
            .mapToDouble(i -> numbers[i])
            .distinct()
            .limit(2)
            .count()
        < 2;
  }

  /** Ranks from 1; equal numbers have their mean rank. */
  private static double[] ranks(double[] numbers, int[] order, int[] times) {
    double[] ranks = new double[numbers.length];
    long before = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      long equal = 0;
      while (to < order.length && numbers[order[to]] == numbers[order[from]]) {
        equal += times[order[to]];
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = before + (equal + 1) / 2.0;
      }
      before += equal;
      from = to;
    }
    return ranks;
  }
}
