package org.mosnas.spark.cli;

import java.util.List;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.stage.MainJob;

/** The one place that says which stages there are, and which command runs which. */
final class Stages {
  private Stages() {}

  /** Every command that runs stages. */
  static List<StageEntry> commands() {
    Stage corpus = MainJob.corpus();
    List<Stage> main = MainJob.stages();
    Stage prepare = main.get(0);
    Stage train = main.get(1);
    Stage profile = main.get(2);
    Stage search = main.get(3);
    Stage finetune = main.get(4);
    Stage fromScratch = main.get(5);
    Stage evaluate = main.get(6);
    return List.of(
        StageEntry.starting(
                "demo",
                "Builds a corpus and runs the main job on it, in minutes.",
                corpus,
                prepare,
                train,
                profile,
                search,
                finetune,
                fromScratch,
                evaluate)
            .withOverlay("conf/demo.conf"),
        StageEntry.starting(
            "run",
            "Runs the main job: prepare, train, profile, search, finetune, evaluate.",
            corpus,
            prepare,
            train,
            profile,
            search,
            finetune,
            fromScratch,
            evaluate),
        StageEntry.starting(
            "prepare", "Turns text into token shards and a vocabulary.", corpus, prepare),
        StageEntry.continuing("train", "Trains the supernet on prepared text.", train),
        StageEntry.continuing(
            "profile", "Measures the blocks of the space on the executors.", profile),
        StageEntry.continuing("search", "Searches for the best subnet within the limits.", search),
        StageEntry.continuing(
            "finetune",
            "Trains the searched subnet on from inherited weights.",
            finetune,
            fromScratch),
        StageEntry.continuing(
            "evaluate", "Translates the test set and prints the table of the run.", evaluate));
  }

  /** The stages of some commands, each once. */
  static List<Stage> of(List<StageEntry> commands) {
    return commands.stream().flatMap(command -> command.stages().stream()).distinct().toList();
  }
}
