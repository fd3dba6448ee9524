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
 * @param overlays files of {@code conf/} of which it runs with one where the user gives none: the
 *     first, or that of the task that is asked for; empty for the defaults
 */
record StageEntry(
    String command,
    String description,
    Function<EffectiveConfig, List<Stage>> stages,
    boolean needsDirectory,
    List<Overlay> overlays) {
  /** Copies the list. */
  StageEntry {
    overlays = List.copyOf(overlays);
  }

  /**
   * A configuration of ours.
   *
   * @param task what the option {@code --task} says to mean it
   * @param file where it is
   */
  record Overlay(String task, String file) {}

  /** A command that works on what an earlier one left in the run directory. */
  static StageEntry continuing(
      String command, String description, Function<EffectiveConfig, List<Stage>> stages) {
    return new StageEntry(command, description, stages, true, List.of());
  }

  /** A command that may start a run directory of its own. */
  static StageEntry starting(
      String command, String description, Function<EffectiveConfig, List<Stage>> stages) {
    return new StageEntry(command, description, stages, false, List.of());
  }

  /** The same command with configurations of its own. */
  StageEntry withOverlays(Overlay... own) {
    return new StageEntry(command, description, stages, needsDirectory, List.of(own));
  }
}
