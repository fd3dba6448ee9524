package org.mosnas.model.metric.labelled;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.mosnas.model.metric.Bootstrap;
import org.mosnas.model.metric.Bootstrap.ConfidenceInterval;
import org.mosnas.model.metric.Bootstrap.PairedTest;
import org.mosnas.model.metric.CorpusMetric;
import org.mosnas.model.metric.SystemScores;
import org.mosnas.model.random.Seeds;

/**
 * How well a system guesses labels or numbers, by some metrics, each with its 95 % bootstrap
 * interval. All systems are resampled alike, so that two on the same examples can be tested against
 * each other.
 */
public final class LabelledScores {
  private final int examples;
  private final Map<LabelledMetric, Score> scores;

  private LabelledScores(int examples, Map<LabelledMetric, Score> scores) {
    this.examples = examples;
    this.scores = scores;
  }

  /**
   * Scores classes.
   *
   * @param metrics those of classes
   * @param classes how many there are
   * @param labels numbers of classes, {@code [examples]}
   * @param answers numbers of classes, {@code [examples]}
   */
  public static LabelledScores ofClasses(
      List<LabelledMetric> metrics, int classes, int[] labels, int[] answers) {
    requireExamples(labels.length, answers.length);
    return scored(
        metrics,
        labels.length,
        (metric, times) -> ClassCounts.of(classes, labels, answers, times).value(metric));
  }

  /**
   * Scores numbers.
   *
   * @param metrics those of numbers
   * @param labels {@code [examples]}
   * @param answers {@code [examples]}
   */
  public static LabelledScores ofNumbers(
      List<LabelledMetric> metrics, double[] labels, double[] answers) {
    requireExamples(labels.length, answers.length);
    return scored(metrics, labels.length, new Correlation(labels, answers)::value);
  }

  /** A score of examples of which each may count several times. */
  @FunctionalInterface
  private interface Counted {
    double value(LabelledMetric metric, int[] times);
  }

  private static LabelledScores scored(List<LabelledMetric> metrics, int examples, Counted scorer) {
    int[] once = new int[examples];
    Arrays.fill(once, 1);
    double[][] resampled = new double[metrics.size()][Bootstrap.STANDARD_SAMPLES];
    for (int sample = 0; sample < Bootstrap.STANDARD_SAMPLES; sample++) {
      int[] times = times(examples, sample);
      for (int m = 0; m < metrics.size(); m++) {
        resampled[m][sample] = scorer.value(metrics.get(m), times);
      }
    }
    Map<LabelledMetric, Score> scores = new LinkedHashMap<>();
    for (int m = 0; m < metrics.size(); m++) {
      LabelledMetric metric = metrics.get(m);
      scores.put(metric, new Score(metric, scorer.value(metric, once), resampled[m]));
    }
    return new LabelledScores(examples, scores);
  }

  /** How often each example is drawn; the same for every system. */
  private static int[] times(int examples, int sample) {
    SplittableRandom random = Seeds.generator(SystemScores.SEED, "bootstrap", sample);
    int[] times = new int[examples];
    for (int i = 0; i < examples; i++) {
      times[random.nextInt(examples)]++;
    }
    return times;
  }

  private static void requireExamples(int labels, int answers) {
    if (labels != answers || labels == 0) {
      throw new IllegalArgumentException(answers + " answers to " + labels + " examples");
    }
  }

  /** One score of a system. */
  public static final class Score {
    private final LabelledMetric metric;
    private final double value;
    private final double[] resampled;

    private Score(LabelledMetric metric, double value, double[] resampled) {
      this.metric = metric;
      this.value = value;
      this.resampled = resampled;
    }

    /** What was computed. */
    public LabelledMetric metric() {
      return metric;
    }

    /** The score, at most 100. */
    public double value() {
      return value;
    }

    /** Where it lies with 95 % confidence. */
    public ConfidenceInterval interval() {
      return ConfidenceInterval.of(resampled);
    }

    /** What was computed, in sacreBLEU's notation. */
    public String signature() {
      return metric.id() + "|version:" + CorpusMetric.VERSION;
    }

    /** The signature with the number of resamples and their seed. */
    public String bootstrapSignature() {
      return String.join(
          "|",
          metric.id(),
          "bs:" + Bootstrap.STANDARD_SAMPLES,
          "seed:" + SystemScores.SEED,
          "version:" + CorpusMetric.VERSION);
    }
  }

  /** Examples that were scored. */
  public int examples() {
    return examples;
  }

  /** A score for every metric, in their order. */
  public List<Score> scores() {
    return List.copyOf(scores.values());
  }

  /** Whether this system differs from a baseline on the same examples by a metric of both. */
  public PairedTest against(LabelledScores baseline, LabelledMetric metric) {
    if (baseline.examples != examples) {
      throw new IllegalArgumentException(
          baseline.examples + " examples of the baseline, " + examples + " of the system");
    }
    Score other = baseline.score(metric);
    Score mine = score(metric);
    return PairedTest.of(mine.value - other.value, other.resampled, mine.resampled);
  }

  private Score score(LabelledMetric metric) {
    Score score = scores.get(metric);
    if (score == null) {
      throw new IllegalArgumentException("no score by " + metric + ", but " + scores.keySet());
    }
    return score;
  }
}
