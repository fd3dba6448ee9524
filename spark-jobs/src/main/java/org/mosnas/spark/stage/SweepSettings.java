package org.mosnas.spark.stage;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.model.train.TrainSettings.Batching;

/**
 * Finetuning several times: the block {@code mosnas.finetune.sweep}.
 *
 * @param learningRates peaks to try; empty for that of the settings
 * @param maxTokens budgets of a batch to try; empty for that of the settings
 * @param rounds lengths to try; empty for that of the settings
 * @param seeds of every combination, 1 or more
 */
public record SweepSettings(
    List<Double> learningRates, List<Integer> maxTokens, List<Integer> rounds, int seeds) {
  /** Path of the block. */
  public static final String PATH = TrainSettings.FINETUNE + ".sweep";

  /** One training. */
  static final SweepSettings NONE = new SweepSettings(List.of(), List.of(), List.of(), 1);

  /** Copies the lists; checks the ranges. */
  public SweepSettings {
    learningRates = List.copyOf(learningRates);
    maxTokens = List.copyOf(maxTokens);
    rounds = List.copyOf(rounds);
    learningRates.forEach(rate -> require(rate > 0 && rate < 1e6, "learning-rates", rate));
    maxTokens.forEach(tokens -> require(tokens >= 1, "max-tokens", tokens));
    rounds.forEach(length -> require(length >= 1, "rounds", length));
    require(seeds >= 1, "seeds", seeds);
  }

  private static void require(boolean holds, String key, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must be %s, was %s",
              key,
              key.equals("learning-rates") ? "more than 0" : "1 or more",
              value));
    }
  }

  /**
   * Reads the block.
   *
   * @param root the whole configuration, resolved
   */
  public static SweepSettings from(Config root) {
    return BlockSettings.read(
        root,
        PATH,
        block ->
            new SweepSettings(
                block.numbers("learning-rates"),
                block.integers("max-tokens"),
                block.integers("rounds"),
                block.integer("seeds")));
  }

  /** Whether there is more than one training. */
  boolean isWanted() {
    return seeds > 1 || !learningRates.isEmpty() || !maxTokens.isEmpty() || !rounds.isEmpty();
  }

  /**
   * Makes sure that every training can begin.
   *
   * @param base settings of finetuning
   * @throws MosnasException of kind USAGE if one cannot
   */
  void check(TrainSettings base) {
    try {
      List<Trial> unused = trials(base);
    } catch (IllegalArgumentException refused) {
      throw new MosnasException(ErrorKind.USAGE, PATH + ": " + refused.getMessage(), refused);
    }
  }

  /**
   * One training of a sweep.
   *
   * @param number from 1
   * @param combination number of its settings among those tried, from 1
   * @param seed number of its seed, from 1
   * @param settings for one worker
   * @param title what is special about it, such as {@code rate 0.0005, seed 2}
   */
  record Trial(int number, int combination, int seed, TrainSettings settings, String title) {}

  /**
   * Every combination with every seed.
   *
   * @param base settings of finetuning
   * @throws IllegalArgumentException if a budget is too small for the longest example
   */
  List<Trial> trials(TrainSettings base) {
    Batching batching = base.batching();
    List<Trial> trials = new ArrayList<>();
    int combination = 0;
    for (int length : rounds.isEmpty() ? List.of(base.rounds()) : rounds) {
      for (int tokens : maxTokens.isEmpty() ? List.of(batching.maxTokens()) : maxTokens) {
        TrainSettings sized =
            base.withBudget(
                length,
                base.updatesPerRound(),
                new Batching(1, tokens, batching.microBatches(), batching.maxLength()));
        List<TrainSettings> rated =
            learningRates.isEmpty()
                ? List.of(sized)
                : learningRates.stream().map(sized::withPeakRate).toList();
        for (int r = 0; r < rated.size(); r++) {
          combination++;
          for (int seed = 1; seed <= seeds; seed++) {
            trials.add(
                new Trial(
                    trials.size() + 1,
                    combination,
                    seed,
                    rated.get(r),
                    title(length, tokens, r, seed)));
          }
        }
      }
    }
    return List.copyOf(trials);
  }

  private String title(int length, int tokens, int rate, int seed) {
    List<String> parts = new ArrayList<>();
    if (!learningRates.isEmpty()) {
      parts.add("rate " + learningRates.get(rate));
    }
    if (!maxTokens.isEmpty()) {
      parts.add("batches of " + tokens + " tokens");
    }
    if (!rounds.isEmpty()) {
      parts.add(length + " rounds");
    }
    if (seeds > 1) {
      parts.add("seed " + seed);
    }
    return String.join(", ", parts);
  }
}
