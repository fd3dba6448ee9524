package org.mosnas.model.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mosnas.model.metric.Bootstrap.ConfidenceInterval;
import org.mosnas.model.metric.Bootstrap.PairedTest;

/**
 * How well hidden tokens are guessed: the share that is right, and perplexity, each with its 95 %
 * bootstrap interval over sequences.
 *
 * <p>All systems are resampled alike, so that two on the same sequences can be tested against each
 * other.
 */
public final class GuessScores {
  /** Parts of a nat that surprises are counted in. */
  private static final double UNITS = 1e6;

  private final Score accuracy;
  private final Score perplexity;
  private final int sequences;
  private final long tokens;

  private GuessScores(List<long[]> statistics) {
    accuracy = Score.of(statistics, sum -> 100.0 * sum[0] / sum[1]);
    perplexity = Score.of(statistics, sum -> Math.exp(sum[2] / UNITS / sum[1]));
    sequences = statistics.size();
    tokens = statistics.stream().mapToLong(counts -> counts[1]).sum();
  }

  /**
   * What became of the hidden tokens of one sequence.
   *
   * @param right tokens that were guessed
   * @param tokens all that were hidden; at least 1
   * @param nats surprise by the right tokens, summed
   */
  public record Guesses(int right, int tokens, double nats) {}

  /** The scores of some sequences, at least one. */
  public static GuessScores of(List<Guesses> sequences) {
    return new GuessScores(
        sequences.stream()
            .map(one -> new long[] {one.right, one.tokens, Math.round(one.nats * UNITS)})
            .toList());
  }

  /** One score with those of resamples. */
  public static final class Score {
    private final double value;
    private final double[] resampled;

    private Score(double value, double[] resampled) {
      this.value = value;
      this.resampled = resampled;
    }

    private static Score of(List<long[]> statistics, ToDoubleFunction<long[]> value) {
      long[] sum = new long[3];
      for (long[] counts : statistics) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += counts[i];
        }
      }
      return new Score(
          value.applyAsDouble(sum),
          Bootstrap.scores(value, statistics, Bootstrap.STANDARD_SAMPLES, SystemScores.SEED));
    }

    /** The score. */
    public double value() {
      return value;
    }

    /** Where it lies with 95 % confidence. */
    public ConfidenceInterval interval() {
      return ConfidenceInterval.of(resampled);
    }

    /** Whether it differs from a baseline's on the same sequences. */
    public PairedTest against(Score baseline) {
      return PairedTest.of(value - baseline.value, baseline.resampled, resampled);
    }
  }

  /** Share of the tokens that were guessed, in percent. */
  public Score accuracy() {
    return accuracy;
  }

  /** The exponential of the mean surprise, from 1; less is better. */
  public Score perplexity() {
    return perplexity;
  }

  /** Sequences. */
  public int sequences() {
    return sequences;
  }

  /** Hidden tokens. */
  public long tokens() {
    return tokens;
  }
}
