package org.mosnas.spark.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A system that was evaluated on the test set, and what it came to.
 *
 * @param key its name among those of the run, such as {@code random-search}
 * @param title its name for people
 * @param role what it is for
 * @param weights where its weights come from
 * @param sentences of the test set
 * @param scores a value per metric
 * @param subnet what it is and costs; empty for what needs no network
 * @param member whose architecture it has of a family; empty where there is none
 * @param seeds what it scores with the seeds it was trained with, if those are several
 */
public record EvaluatedSystem(
    String key,
    String title,
    Role role,
    Weights weights,
    Optional<Long> sentences,
    List<Score> scores,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Subnet> subnet,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> member,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Seeds> seeds) {

  /** Key of the system that a run is for. */
  public static final String WINNER = "winner";

  /** Key of the winner's architecture trained from new weights. */
  public static final String FROM_SCRATCH = "from-scratch";

  /** Copies the scores. */
  public EvaluatedSystem {
    scores = List.copyOf(scores);
  }

  /** What a system is for. */
  public enum Role {
    /** The searched subnet, trained on: what the run is for. */
    WINNER,
    /** The subnet of a further limit, trained on. */
    MEMBER,
    /** What the winner is compared with. */
    BASELINE;

    /** As it is recorded. */
    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where the weights of a system come from. */
  public enum Weights {
    /** Inherited from the supernet and trained on. */
    FINETUNED,
    /** Trained from new ones. */
    FROM_SCRATCH,
    /** Inherited from the supernet. */
    INHERITED,
    /** It needs no network. */
    NONE;

    /** As it is recorded. */
    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A score, in long form.
   *
   * @param metric what was computed, in lower case, such as {@code bleu}
   * @param value the score
   * @param interval where it lies with 95 % confidence, if that was computed
   * @param signature how it was computed, in sacreBLEU's notation, if it says so
   * @param behindWinner how far it lies behind the winner's, or where the system belongs to a
   *     further member of a family behind that member's, if that was tested
   */
  public record Score(
      String metric,
      double value,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Interval> interval,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> signature,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Difference> behindWinner) {
    /** Key of BLEU. */
    public static final String BLEU = "bleu";

    /** Key of chrF2. */
    public static final String CHRF2 = "chrf2";
  }

  /**
   * A 95 % bootstrap interval.
   *
   * @param lower its lower end
   * @param upper its upper end
   * @param mean of the resampled scores
   * @param signature how it was computed
   */
  public record Interval(double lower, double upper, double mean, String signature) {}

  /**
   * The winner's score less that of a system, tested by paired bootstrap resampling.
   *
   * @param difference positive where the winner is better
   * @param pValue how likely that is chance, in (0, 1]
   */
  public record Difference(double difference, double pValue) {}

  /**
   * What a subnet is and costs.
   *
   * @param id of the subnet
   * @param spec the subnet in JSON, as its family writes it
   * @param parameters weights and biases without embeddings and output layer
   * @param flops operations at the reference length without the output layer
   * @param validationLoss with inherited weights, in nats per target token
   * @param latencyMs times of one pass, in ms
   */
  public record Subnet(
      String id,
      ObjectNode spec,
      long parameters,
      long flops,
      double validationLoss,
      Latency latencyMs) {}

  /**
   * Times in ms.
   *
   * @param predicted expected
   * @param bound that a measurement is to stay under
   * @param measured the median
   * @param limit of the search, if latency was limited
   */
  public record Latency(double predicted, double bound, double measured, Optional<Double> limit) {}

  /**
   * Scores of one network, trained with several seeds.
   *
   * @param metric what was computed
   * @param values one per seed, the best by its validation loss first
   * @param mean of them
   * @param deviation their standard deviation, as of a sample
   */
  public record Seeds(String metric, List<Double> values, double mean, double deviation) {
    /** Copies the list. */
    public Seeds {
      values = List.copyOf(values);
    }

    /**
     * The scores of two or more seeds.
     *
     * @param values the best by its validation loss first
     */
    public static Seeds of(String metric, List<Double> values) {
      double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
      double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
      return new Seeds(metric, values, mean, Math.sqrt(squares / (values.size() - 1)));
    }
  }

  /** The score by a metric, if it was computed. */
  public Optional<Score> score(String metric) {
    return scores.stream().filter(score -> score.metric().equals(metric)).findFirst();
  }

  /** The value of the score by a metric, if it was computed. */
  public Optional<Double> value(String metric) {
    return score(metric).map(Score::value);
  }
}
