package org.mosnas.spark.cli;

import java.util.List;
import java.util.function.Function;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.Stage;

/**
 * A command that runs stages.
 *
 * @param command its name
 * @param description what it does, in a sentence for the help text
 * @param stages what it runs, in order, for the task that the settings name
 * @param needsDirectory whether it works on what an earlier command left, so that a run directory
 *     must be named
 * @param overlay the file of {@code conf/} that it runs with where none is given; empty for the
 *     defaults
 */
record StageEntry(
    String command,
    String description,
    Function<EffectiveConfig, List<Stage>> stages,
    boolean needsDirectory,
    String overlay) {

  /** A command that works on what an earlier one left in the run directory. */
  static StageEntry continuing(
      String command, String description, Function<EffectiveConfig, List<Stage>> stages) {
    return new StageEntry(command, description, stages, true, "");
  }

  /** A command that may start a run directory of its own. */
  static StageEntry starting(
      String command, String description, Function<EffectiveConfig, List<Stage>> stages) {
    return new StageEntry(command, description, stages, false, "");
  }

  /** The same command with a configuration of its own. */
  StageEntry withOverlay(String file) {
    return new StageEntry(command, description, stages, needsDirectory, file);
  }
}
