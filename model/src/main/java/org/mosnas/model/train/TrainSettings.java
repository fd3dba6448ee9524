package org.mosnas.model.train;

import com.typesafe.config.Config;
import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import org.mosnas.model.averaging.Averaging;
import org.mosnas.model.averaging.Averagings;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.config.FormerEnum;
import org.mosnas.model.config.FormerValue;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.objective.DistillationSettings;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.objective.Objectives;
import org.mosnas.model.space.SearchSpace;

/**
 * How a network is trained: the blocks {@code mosnas.train} and {@code mosnas.finetune}.
 *
 * @param rounds number of rounds
 * @param updatesPerRound updates of every worker between two averages
 * @param batching what an update sees
 * @param subnets name of the schedule of subnets, one of {@link Schedules#names}
 * @param randomSubnets random subnets of an update
 * @param labelSmoothing in [0, 1)
 * @param dropout rates at full width
 * @param optimizer Adam
 * @param learningRate its schedule
 * @param objective name of the objective, one of {@link Objectives#names}
 * @param averaging name of the averaging rule, one of {@link Averagings#names}
 * @param distillation what is learnt from a teacher; {@code null} where there is none: see {@link
 *     #teaching}
 */
public record TrainSettings(
    int rounds,
    int updatesPerRound,
    Batching batching,
    @FormerEnum String subnets,
    int randomSubnets,
    double labelSmoothing,
    DropoutRates dropout,
    Optimizer optimizer,
    LearningRate learningRate,
    @FormerValue("\"cross-entropy\"") String objective,
    @FormerValue("\"tokens\"") String averaging,
    @FormerValue("null") DistillationSettings distillation)
    implements Serializable {
  /** Path of the block of supernet training. */
  public static final String TRAIN = "mosnas.train";

  /** Path of the block of finetuning. */
  public static final String FINETUNE = "mosnas.finetune";

  private enum Schedule {
    COSINE,
    LINEAR,
    INVERSE_SQUARE_ROOT
  }

  /**
   * What an update sees.
   *
   * @param workers replicas that are averaged, whatever the number of executors
   * @param maxTokens budget of a micro-batch: sentences times the longest of them
   * @param microBatches micro-batches of an update, per worker
   * @param maxLength longest sentence, in tokens
   */
  public record Batching(int workers, int maxTokens, int microBatches, int maxLength)
      implements Serializable {
    /** Checks the ranges. */
    public Batching {
      atLeast("workers", 1, workers);
      atLeast("max-tokens", 1, maxTokens);
      atLeast("micro-batches", 1, microBatches);
      atLeast("max-length", 2, maxLength);
      require(
          maxTokens >= maxLength,
          "max-tokens must be at least max-length " + maxLength + ", was " + maxTokens);
    }
  }

  /**
   * Adam with decoupled weight decay.
   *
   * @param beta1 decay of the mean, in [0, 1)
   * @param beta2 decay of the square, in [0, 1)
   * @param epsilon outside the bias correction, positive
   * @param weightDecay per unit of learning rate
   * @param clipNorm largest norm of the gradient; 0 for no limit
   */
  public record Optimizer(
      double beta1, double beta2, double epsilon, double weightDecay, double clipNorm)
      implements Serializable {
    /** Checks the ranges. */
    public Optimizer {
      require(beta1 >= 0 && beta1 < 1, "optimizer.beta1 must be in [0, 1), was " + beta1);
      require(beta2 >= 0 && beta2 < 1, "optimizer.beta2 must be in [0, 1), was " + beta2);
      require(epsilon > 0, "optimizer.epsilon must be positive, was " + epsilon);
      require(weightDecay >= 0, "optimizer.weight-decay must not be negative, was " + weightDecay);
      require(clipNorm >= 0, "optimizer.clip-norm must not be negative, was " + clipNorm);
    }
  }

  /** Without a teacher. */
  public TrainSettings(
      int rounds,
      int updatesPerRound,
      Batching batching,
      String subnets,
      int randomSubnets,
      double labelSmoothing,
      DropoutRates dropout,
      Optimizer optimizer,
      LearningRate learningRate,
      String objective,
      String averaging) {
    this(
        rounds,
        updatesPerRound,
        batching,
        subnets,
        randomSubnets,
        labelSmoothing,
        dropout,
        optimizer,
        learningRate,
        objective,
        averaging,
        null);
  }

  /** Checks the ranges. */
  public TrainSettings {
    requireUpdates(rounds, updatesPerRound);
    atLeast("random-subnets", 1, randomSubnets);
    requireOneOf("subnets", Schedules.names(), subnets);
    requireOneOf("objective", Objectives.names(), objective);
    requireOneOf("averaging", Averagings.names(), averaging);
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "label-smoothing must be in [0, 1), was " + labelSmoothing);
  }

  /**
   * Reads a block.
   *
   * @param root the whole configuration, resolved
   * @param path {@link #TRAIN} or {@link #FINETUNE}
   */
  public static TrainSettings from(Config root, String path) {
    return BlockSettings.read(root, path, TrainSettings::read);
  }

  private static TrainSettings read(BlockSettings block) {
    int rounds = block.integer("rounds");
    int updatesPerRound = block.integer("updates-per-round");
    // Before the rate, which would blame its warm-up for a run without updates.
    requireUpdates(rounds, updatesPerRound);
    return new TrainSettings(
        rounds,
        updatesPerRound,
        new Batching(
            block.integer("workers"),
            block.integer("max-tokens"),
            block.integer("micro-batches"),
            block.integer("max-length")),
        block.choice("subnets", Schedules.names()),
        block.integer("random-subnets"),
        block.number("label-smoothing"),
        dropout(block),
        new Optimizer(
            block.number("optimizer.beta1"),
            block.number("optimizer.beta2"),
            block.number("optimizer.epsilon"),
            block.number("optimizer.weight-decay"),
            block.number("optimizer.clip-norm")),
        learningRate(block, (long) rounds * updatesPerRound),
        block.choice("objective", Objectives.names()),
        block.choice("averaging", Averagings.names()),
        DistillationSettings.read(block).orElse(null));
  }

  private static DropoutRates dropout(BlockSettings block) {
    try {
      return new DropoutRates(
          block.number("dropout.residual"),
          block.number("dropout.attention"),
          block.number("dropout.activation"));
    } catch (IllegalArgumentException e) {
      String message = e.getMessage();
      throw new IllegalArgumentException(
          message.startsWith("dropout.") ? message : "dropout." + message, e);
    }
  }

  private static LearningRate learningRate(BlockSettings block, long updates) {
    double initial = block.number("learning-rate.initial");
    double peak = block.number("learning-rate.peak");
    int warmup = block.integer("learning-rate.warmup-updates");
    require(peak > 0, "learning-rate.peak must be positive, was " + peak);
    require(initial >= 0, "learning-rate.initial must not be negative, was " + initial);
    return switch (block.choice("learning-rate.schedule", Schedule.values())) {
      case COSINE -> new LearningRate.Cosine(initial, peak, warmup, updates);
      case LINEAR -> new LearningRate.Linear(initial, peak, warmup, updates);
      case INVERSE_SQUARE_ROOT -> new LearningRate.InverseSquareRoot(initial, peak, warmup);
    };
  }

  /** Updates of every worker in all rounds. */
  public long updates() {
    return (long) rounds * updatesPerRound;
  }

  /** Most tokens that an update of all workers sees. */
  public long tokensPerUpdate() {
    return (long) batching.workers() * batching.maxTokens() * batching.microBatches();
  }

  /** The same with another budget; the schedule of the rate keeps its shape. */
  public TrainSettings withBudget(int newRounds, int newUpdatesPerRound, Batching newBatching) {
    LearningRate stretched =
        learningRate.stretched(updates(), (long) newRounds * newUpdatesPerRound);
    return with(newRounds, newUpdatesPerRound, newBatching, stretched, distillation);
  }

  /** The same with a teacher, or without any. */
  public TrainSettings taught(Optional<DistillationSettings> how) {
    return with(rounds, updatesPerRound, batching, learningRate, how.orElse(null));
  }

  /** The same with another peak of the learning rate, positive. */
  public TrainSettings withPeakRate(double peak) {
    return with(rounds, updatesPerRound, batching, learningRate.withPeak(peak), distillation);
  }

  private TrainSettings with(
      int newRounds,
      int newUpdatesPerRound,
      Batching newBatching,
      LearningRate newRate,
      DistillationSettings newDistillation) {
    return new TrainSettings(
        newRounds,
        newUpdatesPerRound,
        newBatching,
        subnets,
        randomSubnets,
        labelSmoothing,
        dropout,
        optimizer,
        newRate,
        objective,
        averaging,
        newDistillation);
  }

  /** What is learnt from a teacher, if there is one. */
  public Optional<DistillationSettings> teaching() {
    return Optional.ofNullable(distillation);
  }

  /** The schedule of subnets of a space. */
  public SubnetSchedule schedule(SearchSpace space, long seed) {
    return Schedules.of(this, space, seed);
  }

  /** What training makes small, for networks with a head. */
  public Objective makeObjective(Head head) {
    return Objectives.named(objective, labelSmoothing, head);
  }

  /** How the workers' states become one. */
  public Averaging makeAveraging() {
    return Averagings.named(averaging);
  }

  private static void requireUpdates(int rounds, int updatesPerRound) {
    atLeast("rounds", 1, rounds);
    atLeast("updates-per-round", 1, updatesPerRound);
  }

  private static void requireOneOf(String key, Set<String> names, String name) {
    require(
        names.contains(name),
        key + " must be one of " + String.join(", ", names) + ", was " + name);
  }

  private static void atLeast(String key, int least, int value) {
    require(value >= least, key + " must be at least " + least + ", was " + value);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
