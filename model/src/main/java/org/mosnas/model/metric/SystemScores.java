package org.mosnas.model.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.mosnas.model.metric.Bootstrap.ConfidenceInterval;
import org.mosnas.model.metric.Bootstrap.PairedTest;

/**
 * How well a system translates a corpus: BLEU and chrF2, each with its 95 % bootstrap interval.
 *
 * <p>All systems are resampled alike, so that two on the same corpus can be tested against each
 * other; with sacreBLEU's number of resamples and its seed, though not its generator.
 */
public final class SystemScores {
  /** sacreBLEU's seed. */
  public static final long SEED = 12345;

  private final Score bleu;
  private final Score chrf;
  private final int sentences;

  private SystemScores(Score bleu, Score chrf, int sentences) {
    this.bleu = bleu;
    this.chrf = chrf;
    this.sentences = sentences;
  }

  /**
   * Scores translations by sacreBLEU's defaults.
   *
   * @param hypotheses one per sentence, at least one, detokenised
   * @param references as many
   */
  public static SystemScores of(List<String> hypotheses, List<String> references) {
    return new SystemScores(
        Score.of("BLEU", new Bleu(), hypotheses, references),
        Score.of("chrF2", new Chrf(), hypotheses, references),
        references.size());
  }

  /** One score of a system. */
  public static final class Score {
    private final String name;
    private final double value;
    private final String signature;
    private final double[] resampled;

    private Score(String name, double value, String signature, double[] resampled) {
      this.name = name;
      this.value = value;
      this.signature = signature;
      this.resampled = resampled;
    }

    private static Score of(
        String name, CorpusMetric metric, List<String> hypotheses, List<String> references) {
      List<long[]> statistics = metric.statistics(hypotheses, references);
      return new Score(
          name,
          metric.value(statistics),
          metric.signature(),
          Bootstrap.scores(metric::value, statistics, Bootstrap.STANDARD_SAMPLES, SEED));
    }

    /** What it is called, such as {@code BLEU}. */
    public String name() {
      return name;
    }

    /** The score, in [0, 100]. */
    public double value() {
      return value;
    }

    /** Where it lies with 95 % confidence. */
    public ConfidenceInterval interval() {
      return ConfidenceInterval.of(resampled);
    }

    /** What was computed; see {@link CorpusMetric#signature}. */
    public String signature() {
      return signature;
    }

    /** The signature with the number of resamples and their seed, as sacreBLEU writes it. */
    public String bootstrapSignature() {
      return signature.replaceFirst(
          "\\|", "|bs:" + Bootstrap.STANDARD_SAMPLES + "|seed:" + SEED + "|");
    }

    /** The score and half its interval, as {@code 14.54 ±0.92}. */
    public String rounded() {
      return fixed(value, 2) + " ±" + fixed(interval().halfWidth(), 2);
    }
  }

  /** As Python's {@code format(x, ".2f")}: the exact value, rounded half to even. */
  public static String fixed(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** BLEU. */
  public Score bleu() {
    return bleu;
  }

  /** chrF2. */
  public Score chrf() {
    return chrf;
  }

  /** Sentences of the corpus. */
  public int sentences() {
    return sentences;
  }

  /** Whether this system's BLEU differs from a baseline's, translations of the same corpus. */
  public PairedTest bleuAgainst(SystemScores baseline) {
    return test(baseline.bleu, bleu, baseline);
  }

  /** Whether this system's chrF2 differs from a baseline's, translations of the same corpus. */
  public PairedTest chrfAgainst(SystemScores baseline) {
    return test(baseline.chrf, chrf, baseline);
  }

  private PairedTest test(Score baseline, Score system, SystemScores other) {
    if (other.sentences != sentences) {
      throw new IllegalArgumentException(
          other.sentences + " sentences of the baseline, " + sentences + " of the system");
    }
    return PairedTest.of(system.value - baseline.value, baseline.resampled, system.resampled);
  }
}
