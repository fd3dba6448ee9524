package org.mosnas.spark.stage;

import com.typesafe.config.Config;
import java.util.Locale;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.train.TrainSettings;

/**
 * Training of the winner's architecture from new weights: the block {@code mosnas.from-scratch}.
 *
 * @param enabled whether it is done
 * @param budget how long
 */
public record FromScratchSettings(boolean enabled, Budget budget) {
  /** Path of the block. */
  public static final String PATH = "mosnas.from-scratch";

  /** How long it trains. */
  public enum Budget {
    /** As many updates and tokens as finetuning. */
    FINETUNE,
    /** As many updates as training of the supernet and finetuning together. */
    TOTAL
  }

  /**
   * Reads the block.
   *
   * @param root the whole configuration, resolved
   */
  public static FromScratchSettings from(Config root) {
    return BlockSettings.read(
        root,
        PATH,
        block ->
            new FromScratchSettings(
                block.flag("enabled"), block.choice("budget", Budget.values())));
  }

  /**
   * How it trains, for the budget.
   *
   * @param how all but the budget: as the supernet, which starts from new weights too, or as in
   *     finetuning, if that is on another task
   * @param train training of the supernet
   * @param finetune finetuning
   */
  TrainSettings training(TrainSettings how, TrainSettings train, TrainSettings finetune) {
    if (budget == Budget.FINETUNE) {
      return how.withBudget(finetune.rounds(), finetune.updatesPerRound(), finetune.batching());
    }
    double updates = updatesOf(train, how) + updatesOf(finetune, how);
    long rounds = Math.round(updates / how.updatesPerRound());
    return how.withBudget(
        Math.toIntExact(Math.max(1, rounds)), how.updatesPerRound(), how.batching());
  }

  /** As many updates as see the tokens of {@code budget}. */
  private static double updatesOf(TrainSettings budget, TrainSettings how) {
    return budget.updates() * ((double) budget.tokensPerUpdate() / how.tokensPerUpdate());
  }

  /** The budget in words, for the table of the run. */
  String describe(TrainSettings training) {
    String budgetOf =
        budget == Budget.FINETUNE
            ? "as many as finetuning"
            : "as many as training of the supernet and finetuning together";
    return String.format(
        Locale.ROOT,
        "%d updates of up to %d tokens, %s",
        training.updates(),
        training.tokensPerUpdate(),
        budgetOf);
  }
}
