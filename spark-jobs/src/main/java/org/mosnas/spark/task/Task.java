package org.mosnas.spark.task;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.network.Head;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.run.RunLayout;

/**
 * What networks are trained for: its data, and how its results are scored. Training, profiling,
 * search and finetuning are the same for all tasks.
 */
public interface Task {
  /** What {@code mosnas.task} says to mean this task. */
  String name();

  /**
   * Keys below {@code mosnas} that this task adds to those of {@code reference.conf}, with their
   * defaults, in HOCON.
   */
  default String defaults() {
    return "";
  }

  /** What settings say of the data before there are any, so that what cannot fit is refused. */
  default Foretold foretold(EffectiveConfig settings) {
    return new Foretold(
        new Foretold.Stated<>("mosnas.task = " + name(), Head.Kind.TOKEN), Optional.empty());
  }

  /** The stages that make the data, in order; the last one is called {@code prepare}. */
  List<Stage> dataStages();

  /**
   * The stages that make the data where the searched subnet of another task is finetuned on this
   * one; the last one is called {@code prepare-target} and puts them into {@link
   * RunLayout#TARGET_DATA}. They may read what the other task prepared.
   *
   * @throws MosnasException of kind USAGE if this task cannot follow another
   */
  default List<Stage> targetStages() {
    throw new MosnasException(
        ErrorKind.USAGE,
        "finetune.task: a network of another task cannot be finetuned on \"" + name() + "\"");
  }

  /**
   * Opens prepared data.
   *
   * @param folder where {@link #dataStages} put them, {@link RunLayout#DATA} of a run directory, or
   *     {@link #targetStages}, {@link RunLayout#TARGET_DATA}
   * @throws org.mosnas.model.error.BadDataException if they are missing or damaged
   */
  TaskData open(Path folder, Configuration hadoop);

  /** Everything that the scores depend on besides networks and data, to be stored with them. */
  Object evaluationSettings(EffectiveConfig settings);

  /**
   * How networks are scored.
   *
   * @param data from {@link #open}
   */
  TaskEvaluation evaluation(TaskData data, EffectiveConfig settings, SparkSession spark);

  /** The forms in which networks that learnt this task leave their run; none if they cannot. */
  default List<TaskExport> exports() {
    return List.of();
  }

  /** What reports say of this task. */
  default TaskReport report() {
    return TaskReport.NONE;
  }
}
