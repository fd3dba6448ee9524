package org.mosnas.search.latency;

import java.util.List;

/** What a linear model sees of the 10 aggregate features, each divided by HAT's constant. */
public enum FeatureMap {
  /** A constant and the features. */
  LINEAR {
    @Override
    double[] columns(double[] normalized) {
      double[] columns = new double[1 + normalized.length];
      columns[0] = 1;
      System.arraycopy(normalized, 0, columns, 1, normalized.length);
      return columns;
    }
  },

  /** As {@link #LINEAR}, and the product of every pair of features, squares among them. */
  PAIRWISE {
    @Override
    double[] columns(double[] normalized) {
      int n = normalized.length;
      double[] columns = new double[1 + n + n * (n + 1) / 2];
      System.arraycopy(LINEAR.columns(normalized), 0, columns, 0, 1 + n);
      int next = 1 + n;
      for (int i = 0; i < n; i++) {
        for (int j = i; j < n; j++) {
          columns[next++] = normalized[i] * normalized[j];
        }
      }
      return columns;
    }
  };

  private static final List<Integer> NORMS = List.of(640, 6, 2048, 6, 640, 6, 2048, 6, 6, 2);

  /** The regressors for features that are not yet normalized. */
  double[] of(List<Double> features) {
    double[] normalized = new double[NORMS.size()];
    for (int i = 0; i < normalized.length; i++) {
      normalized[i] = features.get(i) / NORMS.get(i);
    }
    return columns(normalized);
  }

  abstract double[] columns(double[] normalized);
}
