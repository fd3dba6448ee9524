package org.mosnas.spark.stage;

import java.util.List;
import org.mosnas.spark.job.Stage;

/** The main job: from raw parallel text to a searched, measured translation subnet. */
public final class MainJob {
  private MainJob() {}

  /** Builds a corpus where the configuration names none. */
  public static Stage corpus() {
    return new CorpusStage();
  }

  /** Prepare, train, profile, search, finetune, from scratch and evaluate, in this order. */
  public static List<Stage> stages() {
    return List.of(
        new PrepareStage(),
        new TrainStage(),
        new ProfileStage(),
        new SearchStage(),
        new FinetuneStage(),
        new FromScratchStage(),
        new EvaluateStage());
  }
}
