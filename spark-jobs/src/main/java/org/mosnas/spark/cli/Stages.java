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
    Stage prepare = MainJob.prepare();
    Stage train = MainJob.train();
    Stage profile = MainJob.profile();
    Stage search = MainJob.search();
    Stage finetune = MainJob.finetune();
    Stage fromScratch = MainJob.fromScratch();
    Stage evaluate = MainJob.evaluate();
    Stage[] all = {corpus, prepare, train, profile, search, finetune, fromScratch, evaluate};
    return List.of(
        StageEntry.starting("demo", "Builds a corpus and runs the main job on it, in minutes.", all)
            .withOverlay("conf/demo.conf"),
        StageEntry.starting(
            "run", "Runs the main job: prepare, train, profile, search, finetune, evaluate.", all),
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
