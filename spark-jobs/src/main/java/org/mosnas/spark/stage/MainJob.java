package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.task.Catalog;

/** The stages of the main job, in their order; those of the data and the last are the task's. */
public final class MainJob {
  /** Stages that keep results which were made from the data. */
  public static final List<String> MADE_FROM_DATA =
      List.of("train", "search", FinetuneStage.NAME, FromScratchStage.NAME);

  /**
   * Those of them that are made from the data of the task that the winner is finetuned on; where
   * there are others, there are these.
   */
  public static final List<String> MADE_FROM_TARGET_DATA =
      List.of(FinetuneStage.NAME, FromScratchStage.NAME);

  private final Catalog catalog;

  /** The main job for the families and tasks of a catalog. */
  public MainJob(Catalog catalog) {
    this.catalog = catalog;
  }

  /** All stages for the task that some settings name. */
  public List<Stage> stages(EffectiveConfig settings) {
    List<Stage> stages = new ArrayList<>(data(settings));
    stages.add(train());
    stages.add(profile());
    stages.add(search());
    stages.addAll(finetune(settings));
    stages.add(evaluation());
    return stages;
  }

  /** Those that make the data. */
  public List<Stage> data(EffectiveConfig settings) {
    List<Stage> stages = new ArrayList<>(catalog.task(settings).dataStages());
    if (catalog.transfers(settings)) {
      stages.addAll(catalog.target(settings).targetStages());
    }
    return stages;
  }

  /** The training of the supernet. */
  public Stage train() {
    return new TrainStage(catalog);
  }

  /** The measurement of blocks. */
  public Stage profile() {
    return new ProfileStage(catalog);
  }

  /** The search. */
  public Stage search() {
    return new SearchStage(catalog);
  }

  /**
   * The training of the members, and of what they are compared with, from inherited and, where
   * asked for, from new weights.
   */
  public List<Stage> finetune(EffectiveConfig settings) {
    List<Stage> stages = new ArrayList<>(FinetuneStage.stages(settings, catalog));
    Member.of(settings).forEach(member -> stages.add(new FromScratchStage(catalog, member)));
    return stages;
  }

  /** The scoring of what came out. */
  public Stage evaluation() {
    return new EvaluateStage(catalog);
  }
}
