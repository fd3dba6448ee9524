package org.mosnas.spark.job;

import java.util.List;
import java.util.function.Function;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.Extensions;

/**
 * Which stages a command runs: the settings name the task, and with it some of the stages.
 *
 * @param extensions keys of the configuration that {@code reference.conf} does not have
 * @param stages what the command does, in order
 * @param all every stage there is; their settings are checked too
 */
public record StagePlan(
    Extensions extensions,
    Function<EffectiveConfig, List<Stage>> stages,
    Function<EffectiveConfig, List<Stage>> all) {
  /** A plan of some stages, whatever the settings are. */
  public static StagePlan of(Stage... stages) {
    List<Stage> list = List.of(stages);
    return new StagePlan(Extensions.none(), settings -> list, settings -> list);
  }
}
