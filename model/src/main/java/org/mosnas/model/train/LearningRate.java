package org.mosnas.model.train;

import java.io.Serializable;

/** The learning rate of every update. */
public sealed interface LearningRate extends Serializable {

  /**
   * The rate of an update.
   *
   * @param update number of the update, from 0
   */
  double at(long update);

  /** The rate after the warm-up. */
  double peak();

  /**
   * The same schedule for a run of another length: the warm-up keeps its share.
   *
   * @param before updates of the run that this one is made for, at least 1
   * @param updates updates of the other run, at least 1
   */
  LearningRate stretched(long before, long updates);

  /**
   * The same schedule with another peak; the initial rate keeps its share of it.
   *
   * @param other rate after the warm-up, positive
   */
  LearningRate withPeak(double other);

  /**
   * Linear warm-up, then linear decay to the initial rate, which stays if training goes on; BERT's.
   *
   * @param initial rate of update 0, and of the end
   * @param peak rate after the warm-up
   * @param warmup updates of the warm-up, at least 0
   * @param total updates until the end of the decay; more than {@code warmup}
   */
  record Linear(double initial, double peak, long warmup, long total) implements LearningRate {
    /** Checks the ranges. */
    public Linear {
      requireWarmup(warmup, total);
    }

    @Override
    public double at(long update) {
      if (update < warmup) {
        return initial + update * (peak - initial) / warmup;
      }
      return initial + (peak - initial) * Math.max(0, total - update) / (total - warmup);
    }

    @Override
    public LearningRate stretched(long before, long updates) {
      return new Linear(initial, peak, Math.min(warmup * updates / before, updates - 1), updates);
    }

    @Override
    public LearningRate withPeak(double other) {
      return new Linear(initial * other / peak, other, warmup, total);
    }
  }

  /**
   * Linear warm-up, then half a cosine down to the initial rate; repeated if training goes on.
   *
   * @param initial rate of update 0, and of the end
   * @param peak rate after the warm-up
   * @param warmup updates of the warm-up, at least 0
   * @param total updates until the end of the cosine; more than {@code warmup}
   */
  record Cosine(double initial, double peak, long warmup, long total) implements LearningRate {
    /** Checks the ranges. */
    public Cosine {
      requireWarmup(warmup, total);
    }

    @Override
    public double at(long update) {
      if (update < warmup) {
        return initial + update * (peak - initial) / warmup;
      }
      double t = (double) ((update - warmup) % (total - warmup)) / (total - warmup);
      return initial + 0.5 * (peak - initial) * (1 + Math.cos(Math.PI * t));
    }

    @Override
    public LearningRate stretched(long before, long updates) {
      return new Cosine(initial, peak, Math.min(warmup * updates / before, updates - 1), updates);
    }

    @Override
    public LearningRate withPeak(double other) {
      return new Cosine(initial * other / peak, other, warmup, total);
    }
  }

  /**
   * Linear warm-up, then proportional to one over the root of the update.
   *
   * @param initial rate of update 0
   * @param peak rate after the warm-up
   * @param warmup updates of the warm-up; at least 1
   */
  record InverseSquareRoot(double initial, double peak, long warmup) implements LearningRate {
    /** Checks the ranges. */
    public InverseSquareRoot {
      if (warmup < 1) {
        throw new IllegalArgumentException(
            "learning-rate.warmup-updates must be at least 1, was " + warmup);
      }
    }

    @Override
    public double at(long update) {
      if (update < warmup) {
        return initial + update * (peak - initial) / warmup;
      }
      return peak * Math.sqrt((double) warmup / update);
    }

    @Override
    public LearningRate stretched(long before, long updates) {
      return new InverseSquareRoot(initial, peak, Math.max(1, warmup * updates / before));
    }

    @Override
    public LearningRate withPeak(double other) {
      return new InverseSquareRoot(initial * other / peak, other, warmup);
    }
  }

  private static void requireWarmup(long warmup, long total) {
    if (warmup < 0) {
      throw new IllegalArgumentException(
          "learning-rate.warmup-updates must not be negative, was " + warmup);
    }
    if (total <= warmup) {
      throw new IllegalArgumentException(
          "learning-rate.warmup-updates must be less than the "
              + total
              + " updates of the run, was "
              + warmup);
    }
  }
}
