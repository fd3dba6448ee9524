package org.mosnas.spark.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.io.RunRecord;

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
    JsonNode recorded = context.record().toJson().path("stages");
    for (Stage stage : wanted(context)) {
      String status = recorded.path(stage.name()).path("status").asText("none");
      boolean isUnfinished = !status.equals("none") && !status.equals("succeeded");
      if (isUnfinished && !context.resume()) {
        throw new MosnasException(
            ErrorKind.USAGE,
            String.format(
                Locale.ROOT,
                "%s holds an unfinished run (stage %s: %s); add --resume to go on, or choose another --run-dir",
                context.directory().shown(),
                stage.name(),
                status.equals("running") ? "broken off" : status));
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
