package org.mosnas.spark.stage;

import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.task.Catalog;

/** Scores what came out on the test data, beside the baselines. */
final class EvaluateStage implements Stage {
  private final Catalog catalog;

  EvaluateStage(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    Object unused = catalog.task(settings).evaluationSettings(settings);
  }

  @Override
  public boolean isDone(RunContext context) {
    return StageMarker.of(context.directory(), name())
        .matches(new StageInputs(context, catalog).lineage().evaluate());
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    StageMarker marker = StageMarker.of(context.directory(), name());
    // First: nothing is evaluated that was made from something else than what stands there.
    MadeFrom madeFrom = inputs.lineage().evaluate();
    Evaluation evaluation = new Evaluation(inputs);
    marker.delete();
    evaluation.run();
    marker.write(madeFrom, "");
  }

  @Override
  public void tabulate(RunContext context) {
    context.tables().writeEvaluations(name());
  }
}
