package org.mosnas.spark.export;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.corpus.CorpusManifest;
import org.mosnas.model.error.BadDataException;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.run.BuiltCorpus;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.RunFile;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.RunMember;
import org.mosnas.spark.run.RunStatus;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.run.StageRecord;
import org.mosnas.spark.task.Catalog;

/**
 * A run whose winner was finetuned and evaluated.
 *
 * @param winner what it answers with
 * @param files of its storage
 * @param root its directory there
 * @param record its {@code run.json}
 * @param corpus manifest of a corpus that the run built itself
 * @param configuration what it ran with, secrets replaced
 */
public record FinishedRun(
    Winner winner,
    AtomicFiles files,
    Path root,
    RunFile record,
    Optional<CorpusManifest> corpus,
    String configuration) {

  /**
   * Reads a run.
   *
   * @param named the run, and the member of its family that is asked for
   * @param task name of the task that its winner has to have learnt
   * @throws BadDataException if there is none, or if it is not finished
   */
  public static FinishedRun read(
      RunMember named, String task, Catalog catalog, Configuration hadoop) {
    String directory = named.directory();
    Winner winner = Winner.read(named, List.of(), List.of(), task, catalog, hadoop);
    Path root = Locations.of(directory, hadoop);
    AtomicFiles files = AtomicFiles.on(root, hadoop);
    RunFile record = RunFile.in(files, root);
    requireFinished(directory, record, winner, StageMarker.in(files, root, "evaluate"));
    return new FinishedRun(
        winner,
        files,
        root,
        record,
        BuiltCorpus.in(files, root),
        files.readText(new Path(root, RunLayout.CONFIGURATION)));
  }

  private static void requireFinished(
      String directory, RunFile record, Winner winner, StageMarker evaluate) {
    String finetune = winner.member().finetuning();
    for (String stage : List.of(finetune, "evaluate")) {
      Optional<RunStatus> status = record.stage(stage).map(StageRecord::status);
      if (!status.equals(Optional.of(RunStatus.SUCCEEDED))) {
        throw unfinished(
            directory,
            "stage " + stage + ": " + status.map(RunStatus::toString).orElse("not begun"));
      }
    }
    if (started(record, finetune).isAfter(started(record, "evaluate"))) {
      throw unfinished(directory, "its winner was finetuned again and not evaluated");
    }
    evaluate
        .outdatedBy()
        .ifPresent(
            stage -> {
              throw unfinished(directory, "stage " + stage + " was begun again since");
            });
    Optional<String> evaluated =
        evaluated(record, winner).flatMap(EvaluatedSystem::subnet).map(EvaluatedSystem.Subnet::id);
    if (!evaluated.equals(Optional.of(winner.subnet().spec().id()))) {
      throw unfinished(directory, "its winner is another subnet than the one that was evaluated");
    }
  }

  /** The network as it was evaluated. */
  public EvaluatedSystem evaluated() {
    return evaluated(record, winner).orElseThrow();
  }

  private static Optional<EvaluatedSystem> evaluated(RunFile record, Winner winner) {
    return winner.member().isWinner()
        ? record.winner()
        : record.members().stream()
            .filter(one -> one.member().equals(Optional.of(winner.member().name())))
            .findFirst();
  }

  private static Instant started(RunFile record, String stage) {
    return record.stage(stage).orElseThrow().startedAt();
  }

  private static BadDataException unfinished(String directory, String why) {
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "%s: the run is not finished (%s); finish it with \"mos run --run-dir %s --resume\"",
            directory,
            why,
            directory));
  }
}
