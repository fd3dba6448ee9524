package org.mosnas.spark.stage;

import java.util.Locale;
import java.util.OptionalInt;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.objective.Objectives;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.task.Foretold;
import org.mosnas.spark.task.Task;

/** Whether space, objective and data fit together, found out before any data is read. */
final class FittingSettings {
  private FittingSettings() {}

  /**
   * Checks how networks are trained for a task.
   *
   * @param block path of the settings of training
   * @throws MosnasException of kind USAGE naming the two values that do not fit
   */
  static void require(EffectiveConfig settings, Catalog catalog, String block, Task task) {
    Foretold foretold = task.foretold(settings);
    OptionalInt positions = catalog.space(settings).space().longestSequence();
    foretold
        .longest()
        .filter(longest -> positions.isPresent() && longest.value() > positions.getAsInt())
        .ifPresent(
            longest -> {
              throw refusal(
                  "%s: networks of this space read at most %d tokens (mosnas.space.positions); lower it, or give the space more positions",
                  longest.setting(), positions.getAsInt());
            });
    String objective = settings.bind(config -> TrainSettings.from(config, block)).objective();
    if (!Objectives.fits(objective, foretold.head().value())) {
      throw refusal(
          "%s.objective = %s is for networks that answer with a number, and by %s they do not; set it to cross-entropy, or have numbers learnt",
          block, objective, foretold.head().setting());
    }
  }

  private static MosnasException refusal(String format, Object... values) {
    return new MosnasException(ErrorKind.USAGE, String.format(Locale.ROOT, format, values));
  }
}
