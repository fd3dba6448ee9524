package org.mosnas.spark.stage;

import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.evaluate.EvaluateSettings;
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
        .matches(fingerprint(new StageInputs(context)));
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context);
    StageMarker marker = StageMarker.of(context.directory(), name());
    Evaluation evaluation = new Evaluation(context, inputs);
    marker.delete();
    evaluation.run();
    marker.write(fingerprint(inputs));
  }

  @Override
  public void tabulate(RunContext context) {
    context.tables().writeEvaluations(name());
  }

  private static String fingerprint(StageInputs inputs) {
    return Fingerprints.of(
        inputs.fingerprint("finetune"),
        inputs.settings().bind(EvaluateSettings::from).toString()
            + (inputs.settings().bind(FromScratchSettings::from).enabled()
                ? inputs.fingerprint(FromScratchStage.NAME)
                : ""));
  }
}
