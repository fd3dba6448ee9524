package org.mosnas.spark.stage;

import org.mosnas.spark.job.Stage;

/**
 * The stages of the main job, from raw parallel text to a searched, measured translation subnet, in
 * the order in which they build on each other.
 */
public final class MainJob {
  private MainJob() {}

  /** Builds a corpus where the configuration names none. */
  public static Stage corpus() {
    return new CorpusStage();
  }

  /** Turns text into token shards and a vocabulary. */
  public static Stage prepare() {
    return new PrepareStage();
  }

  /** Trains the supernet. */
  public static Stage train() {
    return new TrainStage();
  }

  /** Measures the blocks of the space on the executors. */
  public static Stage profile() {
    return new ProfileStage();
  }

  /** Searches for the best subnet within the limits. */
  public static Stage search() {
    return new SearchStage();
  }

  /** Trains the winner on from inherited weights. */
  public static Stage finetune() {
    return new FinetuneStage();
  }

  /** Trains the winner's architecture from new weights, where the configuration asks for it. */
  public static Stage fromScratch() {
    return new FromScratchStage();
  }

  /** Translates the test set and prints the table of the run. */
  public static Stage evaluate() {
    return new EvaluateStage();
  }
}
