package org.mosnas.search.report.content;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.space.SubnetSpec;

/**
 * A system that answered the test set.
 *
 * @param key stable name, such as {@code random-search}
 * @param title name for people
 * @param scores by the name of their metric, the one that matters most first
 * @param signature how the first was computed; empty if unknown
 * @param subnet what a subnet is and costs; empty for systems without a network
 */
public record ScoredSystem(
    String key,
    String title,
    Map<String, Score> scores,
    String signature,
    Optional<Subnet> subnet) {
  /** Copies the scores, keeping their order. */
  public ScoredSystem {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }

  /** Whether its architecture is that of another system, with other weights. */
  public boolean repeats() {
    return List.of("searched", "from-scratch", "cut", "published").stream()
        .anyMatch(what -> key.equals(what) || key.startsWith(what + "-"));
  }

  /** The score by a metric, if it was computed. */
  public Optional<Score> score(String metric) {
    return Optional.ofNullable(scores.get(metric));
  }

  /** The metrics of some systems, each once, in the order of the first that has it. */
  public static List<String> metrics(Collection<ScoredSystem> systems) {
    return systems.stream()
        .flatMap(system -> system.scores().keySet().stream())
        .distinct()
        .toList();
  }

  /**
   * A score.
   *
   * @param value the score
   * @param interval 95 % confidence interval, if it was computed
   * @param pValue of the difference to the winner by paired bootstrap resampling, if it was
   *     computed
   */
  public record Score(double value, Optional<Interval> interval, Optional<Double> pValue) {
    /** A score on its own. */
    public static Score of(double value) {
      return new Score(value, Optional.empty(), Optional.empty());
    }
  }

  /** A range, ends included. */
  public record Interval(double low, double high) {}

  /**
   * A subnet and its costs.
   *
   * @param id of the subnet
   * @param spec the subnet
   * @param latency promised and measured
   * @param parameters without embeddings and output layer
   * @param flops at the reference length without the output layer
   * @param validationLoss with inherited weights, in nats per token
   */
  public record Subnet(
      String id,
      SubnetSpec spec,
      LatencyPromise latency,
      long parameters,
      long flops,
      double validationLoss) {}

  /**
   * What was promised of one translation's time, and what it took; milliseconds.
   *
   * @param predicted time to be expected
   * @param bound time that a measurement rarely exceeds
   * @param measured time it took
   * @param limit what was asked for, if latency was limited
   */
  public record LatencyPromise(
      double predicted, double bound, double measured, Optional<Double> limit) {

    /** Whether the bound says more than the prediction: not where nothing was calibrated. */
    public boolean isBounded() {
      return bound > predicted;
    }

    /** Whether the measurement is within the limit; true without a limit. */
    public boolean meetsLimit() {
      return limit.map(most -> measured <= most).orElse(true);
    }
  }
}
