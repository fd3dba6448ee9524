package org.mosnas.model.metric.labelled;

import java.util.Arrays;

/**
 * Scores that are functions of how often which class was answered for which.
 *
 * @param counts {@code [classes, classes]}, by label and answer
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the length of one score, never compared
record ClassCounts(long[][] counts) {
  /** Counts all examples once. */
  static ClassCounts of(int classes, int[] labels, int[] answers) {
    int[] once = new int[labels.length];
    Arrays.fill(once, 1);
    return of(classes, labels, answers, once);
  }

  /**
   * Counts examples.
   *
   * @param times how often each example counts, {@code [examples]}
   */
  static ClassCounts of(int classes, int[] labels, int[] answers, int[] times) {
    long[][] counts = new long[classes][classes];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]][answers[i]] += times[i];
    }
    return new ClassCounts(counts);
  }

  /** A score, in percent. */
  double value(LabelledMetric metric) {
    return switch (metric) {
      case ACCURACY -> 100.0 * correct() / total();
      case F1 -> 100 * f1(counts.length - 1);
      case MACRO_F1 -> 100 * macroF1();
      case MATTHEWS -> 100 * matthews();
      case PEARSON, SPEARMAN -> throw new IllegalArgumentException(metric + " of classes");
    };
  }

  private double f1(int one) {
    long claimed = answered(one) + labelled(one);
    return claimed == 0 ? 0 : 2.0 * counts[one][one] / claimed;
  }

  private double macroF1() {
    double sum = 0;
    int occurring = 0;
    for (int one = 0; one < counts.length; one++) {
      if (answered(one) + labelled(one) > 0) {
        sum += f1(one);
        occurring++;
      }
    }
    return sum / occurring;
  }

  private double matthews() {
    double total = total();
    double covariance = total * correct();
    double ofLabels = total * total;
    double ofAnswers = total * total;
    for (int one = 0; one < counts.length; one++) {
      double labelled = labelled(one);
      double answered = answered(one);
      covariance -= labelled * answered;
      ofLabels -= labelled * labelled;
      ofAnswers -= answered * answered;
    }
    double norm = Math.sqrt(ofLabels) * Math.sqrt(ofAnswers);
    return norm == 0 ? 0 : covariance / norm;
  }

  private long total() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  private long correct() {
    long correct = 0;
    for (int one = 0; one < counts.length; one++) {
      correct += counts[one][one];
    }
    return correct;
  }

  private long labelled(int one) {
    return Arrays.stream(counts[one]).sum();
  }

  private long answered(int one) {
    return Arrays.stream(counts).mapToLong(row -> row[one]).sum();
  }
}
