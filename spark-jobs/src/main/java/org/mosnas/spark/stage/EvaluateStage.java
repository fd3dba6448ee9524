package org.mosnas.spark.stage;

import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.evaluate.EvaluateSettings;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.job.StageMarker;

/**
 * Translates the test set with the winner and the baselines, scores them and the two floors, and
 * prints the table of the run.
 */
final class EvaluateStage implements Stage {
  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(EvaluateSettings::from);
  }

  @Override
  public boolean isDone(RunContext context) {
    return StageMarker.of(context.directory(), name())
        .matches(new StageInputs(context).lineage().evaluate());
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context);
    StageMarker marker = StageMarker.of(context.directory(), name());
    // First: nothing is evaluated that was made from something else than what stands there.
    MadeFrom madeFrom = inputs.lineage().evaluate();
    Evaluation evaluation = new Evaluation(context, inputs);
    marker.delete();
    evaluation.run();
    marker.write(madeFrom, "");
  }

  @Override
  public void tabulate(RunContext context) {
    context.tables().writeEvaluations(name());
  }
}
