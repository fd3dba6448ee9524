package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.averaging.TokenAveraging;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.objective.CrossEntropy;

class TrainSettingsTest {
  private static final Config DEFAULTS = ConfigFactory.parseResources("reference.conf").resolve();
  private static final TrainSettings TRAIN =
      new TrainSettings(
          40,
          25,
          new TrainSettings.Batching(2, 2048, 1, 256),
          "sandwich",
          1,
          0.1,
          new DropoutRates(0.1, 0, 0),
          new TrainSettings.Optimizer(0.9, 0.98, 1e-8, 0, 0),
          new LearningRate.Cosine(1e-7, 2e-3, 200, 1000),
          "cross-entropy",
          "tokens");

  static Stream<Arguments> keys() {
    return Stream.of(
        key("rounds", "41", TrainSettings::rounds, 41),
        key("updates-per-round", "26", TrainSettings::updatesPerRound, 26),
        key("workers", "3", s -> s.batching().workers(), 3),
        key("max-tokens", "999", s -> s.batching().maxTokens(), 999),
        key("micro-batches", "4", s -> s.batching().microBatches(), 4),
        key("max-length", "99", s -> s.batching().maxLength(), 99),
        key("subnets", "single-path", TrainSettings::subnets, "single-path"),
        key("objective", "cross-entropy", TrainSettings::objective, "cross-entropy"),
        key("averaging", "tokens", TrainSettings::averaging, "tokens"),
        key("random-subnets", "2", TrainSettings::randomSubnets, 2),
        key("label-smoothing", "0.2", TrainSettings::labelSmoothing, 0.2),
        key("dropout.residual", "0.3", s -> s.dropout().residual(), 0.3),
        key("dropout.attention", "0.4", s -> s.dropout().attention(), 0.4),
        key("dropout.activation", "0.5", s -> s.dropout().activation(), 0.5),
        key("optimizer.beta1", "0.8", s -> s.optimizer().beta1(), 0.8),
        key("optimizer.beta2", "0.7", s -> s.optimizer().beta2(), 0.7),
        key("optimizer.epsilon", "1e-6", s -> s.optimizer().epsilon(), 1e-6),
        key("optimizer.weight-decay", "1e-4", s -> s.optimizer().weightDecay(), 1e-4),
        key("optimizer.clip-norm", "25", s -> s.optimizer().clipNorm(), 25.0),
        rate(
            "schedule", "inverse-square-root", new LearningRate.InverseSquareRoot(1e-7, 2e-3, 200)),
        rate("schedule", "linear", new LearningRate.Linear(1e-7, 2e-3, 200, 1000)),
        rate("initial", "1e-6", new LearningRate.Cosine(1e-6, 2e-3, 200, 1000)),
        rate("peak", "1e-2", new LearningRate.Cosine(1e-7, 1e-2, 200, 1000)),
        rate("warmup-updates", "0", new LearningRate.Cosine(1e-7, 2e-3, 0, 1000)));
  }

  private static Arguments key(
      String key, String value, Function<TrainSettings, Object> read, Object expected) {
    return Arguments.of(key, value, read, expected);
  }

  private static Arguments rate(String key, String value, LearningRate expected) {
    return key("learning-rate." + key, value, TrainSettings::learningRate, expected);
  }

  @Test
  void defaultsAreThoseOfTheReference() {
    assertThat(TrainSettings.from(DEFAULTS, TrainSettings.TRAIN)).isEqualTo(TRAIN);
  }

  @Test
  void finetuningDiffersInRoundsAndRate() {
    assertThat(TrainSettings.from(DEFAULTS, TrainSettings.FINETUNE))
        .isEqualTo(
            new TrainSettings(
                20,
                25,
                TRAIN.batching(),
                TRAIN.subnets(),
                TRAIN.randomSubnets(),
                TRAIN.labelSmoothing(),
                TRAIN.dropout(),
                TRAIN.optimizer(),
                new LearningRate.Cosine(1e-7, 1e-3, 50, 500),
                TRAIN.objective(),
                TRAIN.averaging()));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyIsReadInBothBlocks(
      String key, String value, Function<TrainSettings, Object> read, Object expected) {
    TrainSettings train =
        TrainSettings.from(with(TrainSettings.TRAIN, key + "=" + value), TrainSettings.TRAIN);
    assertThat(read.apply(train)).isEqualTo(expected);
    if (!key.startsWith("learning-rate")) {
      Config config = with(TrainSettings.FINETUNE, key + "=" + value);
      assertThat(read.apply(TrainSettings.from(config, TrainSettings.FINETUNE)))
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TrainSettings.TRAIN, TrainSettings.FINETUNE})
  void noKeyOfTheReferenceIsForgotten(String path) {
    Set<String> tested = new HashSet<>();
    keys().forEach(arguments -> tested.add((String) arguments.get()[0]));
    assertThat(tested)
        .containsExactlyInAnyOrderElementsOf(
            DEFAULTS.getConfig(path).entrySet().stream()
                .map(Map.Entry::getKey)
                // Read elsewhere, and tested there.
                .filter(key -> !key.matches("(distillation|sweep)[.].*"))
                .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rounds = 0 | rounds must be at least 1, was 0",
        "rounds = many | rounds must be an integer",
        "updates-per-round = 0 | updates-per-round must be at least 1, was 0",
        "workers = 0 | workers must be at least 1, was 0",
        "max-tokens = 0 | max-tokens must be at least 1, was 0",
        "max-tokens = 100 | max-tokens must be at least max-length 256, was 100",
        "micro-batches = 0 | micro-batches must be at least 1, was 0",
        "max-length = 1 | max-length must be at least 2, was 1",
        "subnets = all | subnets must be one of single-path, sandwich, was all",
        "objective = squares | objective must be one of cross-entropy, squared-error, was squares",
        "averaging = median | averaging must be one of tokens, was median",
        "random-subnets = 0 | random-subnets must be at least 1, was 0",
        "label-smoothing = 1 | label-smoothing must be in [0, 1), was 1.0",
        "label-smoothing = -0.1 | label-smoothing must be in [0, 1), was -0.1",
        "dropout.residual = 1 | dropout.residual dropout must be in [0, 1), was 1.0",
        "dropout.attention = -1 | dropout.attention dropout must be in [0, 1), was -1.0",
        "dropout.activation = NaN | dropout.activation",
        "optimizer.beta1 = 1 | optimizer.beta1 must be in [0, 1), was 1.0",
        "optimizer.beta2 = -0.5 | optimizer.beta2 must be in [0, 1), was -0.5",
        "optimizer.epsilon = 0 | optimizer.epsilon must be positive, was 0.0",
        "optimizer.weight-decay = -1 | optimizer.weight-decay must not be negative, was -1.0",
        "optimizer.clip-norm = -1 | optimizer.clip-norm must not be negative, was -1.0",
        "learning-rate.schedule = step | learning-rate.schedule must be one of cosine,"
            + " linear, inverse-square-root, was step",
        "learning-rate.initial = -1 | learning-rate.initial must not be negative, was -1.0",
        "learning-rate.peak = 0 | learning-rate.peak must be positive, was 0.0",
        "learning-rate.warmup-updates = 1000 | learning-rate.warmup-updates must be less than the"
            + " 1000 updates of the run, was 1000",
        "learning-rate.warmup-updates = -1 | learning-rate.warmup-updates must not be negative,"
            + " was -1",
        "learning-rate { schedule = inverse-square-root, warmup-updates = 0 } |"
            + " learning-rate.warmup-updates must be at least 1, was 0",
      })
  void refusesBadValuesNamingTheKey(String setting, String message) {
    assertThatThrownBy(
            () -> TrainSettings.from(with(TrainSettings.TRAIN, setting), TrainSettings.TRAIN))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("mosnas.train." + message)
        .extracting(e -> ((MosnasException) e).kind())
        .isEqualTo(ErrorKind.USAGE);
  }

  @Test
  void makesTheObjectiveAndTheAveragingThatItNames() {
    assertThat(TRAIN.makeObjective(Head.TOKEN)).isEqualTo(new CrossEntropy(0.1));
    assertThat(TRAIN.makeAveraging()).isEqualTo(new TokenAveraging());
  }

  @Test
  void makesTheScheduleOfSubnets() {
    assertThat(TRAIN.schedule(MicroTraining.SPACE, 5))
        .isEqualTo(new SubnetSchedule.Sandwich(MicroTraining.SPACE, 1, 5));
    Config config = with(TrainSettings.TRAIN, "subnets = single-path, random-subnets = 3");
    assertThat(TrainSettings.from(config, TrainSettings.TRAIN).schedule(MicroTraining.SPACE, 5))
        .isEqualTo(new SubnetSchedule.Random(MicroTraining.SPACE, 3, 5));
  }

  private static Config with(String path, String settings) {
    return ConfigFactory.parseString(path + " {" + settings + "}").withFallback(DEFAULTS).resolve();
  }
}
