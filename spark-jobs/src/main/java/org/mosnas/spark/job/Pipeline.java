package org.mosnas.spark.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.run.RunRecord;
import org.mosnas.spark.run.RunStatus;
import org.mosnas.spark.run.StageRecord;

/** Runs stages one after the other, leaving out what is done. */
final class Pipeline {
  private final List<Stage> stages;

  Pipeline(List<Stage> stages) {
    this.stages = List.copyOf(stages);
  }

  /**
   * Refuses to start over where an earlier command left a stage unfinished: what it left may be
   * hours of work.
   *
   * @throws MosnasException of kind USAGE that says how to go on
   */
  void requireResume(RunContext context) {
    for (Stage stage : wanted(context)) {
      Optional<RunStatus> unfinished =
          context
              .record()
              .content()
              .stage(stage.name())
              .map(StageRecord::status)
              .filter(status -> status != RunStatus.SUCCEEDED);
      if (unfinished.isPresent() && !context.resume()) {
        throw new MosnasException(
            ErrorKind.USAGE,
            String.format(
                Locale.ROOT,
                "%s holds an unfinished run (stage %s: %s); add --resume to go on, or choose another --run-dir",
                context.directory().shown(),
                stage.name(),
                unfinished.get() == RunStatus.RUNNING ? "broken off" : unfinished.get()));
      }
    }
  }

  void run(RunContext context) {
    RunRecord record = context.record();
    List<Stage> wanted = wanted(context);
    wanted.forEach(stage -> stage.checkResources(context));
    for (int i = 0; i < wanted.size(); i++) {
      Stage stage = wanted.get(i);
      context.progress().stage(i + 1, wanted.size());
      if (stage.isDone(context)) {
        context.progress().note(stage.name() + " is already done");
      } else {
        record.stageStarted(stage.name());
        stage.run(context);
        record.stageFinished(stage.name());
      }
      stage.tabulate(context);
    }
  }

  private List<Stage> wanted(RunContext context) {
    return stages.stream().filter(stage -> stage.isWanted(context.settings())).toList();
  }
}
