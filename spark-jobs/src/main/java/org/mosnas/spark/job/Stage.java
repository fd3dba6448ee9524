package org.mosnas.spark.job;

import org.mosnas.spark.config.EffectiveConfig;

/**
 * One step of the pipeline, such as training; each is a command of its own too.
 *
 * <p>A stage reads what earlier stages left in the run directory and leaves its own result there,
 * the last file of it written last. It may be interrupted at any point and is run again then.
 */
public interface Stage {
  /** Name in commands, messages and the record: lower case, such as "train". */
  String name();

  /**
   * Reads all settings of the stage, so that a wrong one is refused before anything is done.
   *
   * @throws org.mosnas.model.error.MosnasException of kind USAGE if one is refused
   */
  void checkSettings(EffectiveConfig settings);

  /** Whether the settings ask for the stage at all; one that is not wanted is passed over. */
  default boolean isWanted(EffectiveConfig settings) {
    return true;
  }

  /**
   * Refuses what surely takes more memory than there is, before any stage is run.
   *
   * @throws org.mosnas.model.error.MosnasException of kind RESOURCES or USAGE
   */
  default void checkResources(RunContext context) {}

  /**
   * Whether the run directory already holds the result that {@link #run} would make: complete, and
   * from the same inputs and settings. {@link org.mosnas.spark.run.StageMarker} helps.
   */
  boolean isDone(RunContext context);

  /**
   * Does the work.
   *
   * <p>With {@link RunContext#resume} a stage goes on from what an interrupted run left, and ends
   * with the same bits as if it had not been interrupted; otherwise it starts anew.
   *
   * @throws org.mosnas.model.error.MosnasException for everything that a user can act on
   */
  void run(RunContext context);

  /**
   * Writes the rows of the stage's result into the tables of the run, in place of earlier ones.
   * Also called where the stage was done already: its rows may be missing, as those of older
   * versions.
   */
  default void tabulate(RunContext context) {}
}
