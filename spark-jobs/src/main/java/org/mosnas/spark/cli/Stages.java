package org.mosnas.spark.cli;

import java.util.List;
import java.util.Set;
import org.mosnas.spark.cli.StageEntry.Overlay;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.stage.MainJob;
import org.mosnas.spark.task.Catalog;

/** The one place that says which command runs which stages. */
final class Stages {
  /** Commands that can train the winner's architecture from new weights. */
  static final Set<String> FROM_SCRATCH = Set.of("demo", "run", "finetune");

  private Stages() {}

  /** Every command that runs stages. */
  static List<StageEntry> commands(Catalog catalog) {
    MainJob job = new MainJob(catalog);
    return List.of(
        StageEntry.starting(
                "demo", "Builds a corpus and runs the main job on it, in minutes.", job::stages)
            .withOverlays(
                new Overlay("translation", "conf/demo.conf"),
                new Overlay("bert", "conf/demo-bert.conf")),
        StageEntry.starting(
            "run",
            "Runs the main job: prepare, train, profile, search, finetune, evaluate.",
            job::stages),
        StageEntry.starting("prepare", "Turns text into token shards and a vocabulary.", job::data),
        StageEntry.continuing(
            "train", "Trains the supernet on prepared text.", settings -> List.of(job.train())),
        StageEntry.continuing(
            "profile",
            "Measures the blocks of the space on the executors.",
            settings -> List.of(job.profile())),
        StageEntry.continuing(
            "search",
            "Searches for the best subnet within the limits.",
            settings -> List.of(job.search())),
        StageEntry.continuing(
            "finetune", "Trains the searched subnet on from inherited weights.", job::finetune),
        StageEntry.continuing(
            "evaluate",
            "Answers the test set and prints the table of the run.",
            settings -> List.of(job.evaluation())));
  }

  /** All stages of some commands. */
  static List<Stage> of(List<StageEntry> commands, EffectiveConfig settings) {
    return commands.stream()
        .flatMap(command -> command.stages().apply(settings).stream())
        .distinct()
        .toList();
  }
}
