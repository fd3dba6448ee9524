package org.mosnas.spark.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.latency.ProfileSettings;
import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.LatencyStudy;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.RunReport.RoundLosses;
import org.mosnas.search.report.content.RunReport.RunOutline;
import org.mosnas.search.report.content.RunReport.RunOutline.StageTime;
import org.mosnas.search.report.content.Samples;
import org.mosnas.spark.profile.LatencyProfile;
import org.mosnas.spark.run.LastCommand;
import org.mosnas.spark.run.ProfileFiles;
import org.mosnas.spark.run.RunFile;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.RunStatus;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.run.StageRecord;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.run.TrialFile;
import org.mosnas.spark.stage.Experiment;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.task.TaskReport.PreparedFolder;
import org.mosnas.spark.train.CheckpointStore;

/** Reads everything a report says of a run; what is missing or damaged is named in its place. */
public final class RunReader {
  private final StoredRun run;
  private final ExperimentReader reader;

  private RunReader(StoredRun run, Catalog catalog) {
    this.run = run;
    this.reader = new ExperimentReader(run, catalog);
  }

  /**
   * Reads a run.
   *
   * @param location its directory, on any Hadoop file system
   * @throws org.mosnas.model.error.MosnasException of kind DATA if there is no run
   */
  public static RunReport read(String location, Catalog catalog, Configuration hadoop) {
    return new RunReader(StoredRun.open(location, hadoop), catalog).report();
  }

  private RunReport report() {
    Part<Experiment> experiment = reader.read();
    SearchReader search = new SearchReader(run, reader);
    SystemsReader systems = new SystemsReader(run, reader);
    return new RunReport(
        outline(),
        current("evaluate", systems.read()),
        rounds("train"),
        current("finetune", rounds("finetune")),
        rounds("from-scratch").content(),
        latency(reader.readTarget()),
        current("search", search.read()),
        new RouterReader(run, experiment).read(systems.subnets()),
        current("evaluate", answers()),
        data(),
        new OriginReader(run, reader).read());
  }

  /** A part of what a stage left, unless that was made from something that is no more. */
  private <T> Part<T> current(String stage, Part<T> part) {
    return StageMarker.in(run.files(), run.folder(), stage)
        .outdatedBy()
        .map(
            again ->
                Part.<T>missing(
                    String.format(
                        Locale.ROOT,
                        "What the stage %s left is of an earlier run of the stage %s, which was begun again since.",
                        stage,
                        again)))
        .orElse(part);
  }

  private Part<Samples> answers() {
    return readable(
        () ->
            reader
                .target()
                .samples(run, reader.transfers() ? PreparedFolder.TARGET : PreparedFolder.DATA));
  }

  private Map<String, Part<DataStatistics>> data() {
    Map<String, Part<DataStatistics>> data = new LinkedHashMap<>();
    data.put(RunReport.DATA, readable(() -> reader.task().data(run, PreparedFolder.DATA)));
    if (readable(() -> Part.of(reader.transfers())).content().orElse(false)) {
      data.put(
          RunReport.TARGET_DATA, readable(() -> reader.target().data(run, PreparedFolder.TARGET)));
    }
    return data;
  }

  /** A part of which the configuration says what it is. */
  private static <T> Part<T> readable(Supplier<Part<T>> read) {
    try {
      return read.get();
    } catch (MosnasException unreadable) {
      return Part.missing(unreadable.getMessage());
    }
  }

  private Part<LatencyStudy> latency(Part<Experiment> experiment) {
    return run.part(
        RunLayout.CALIBRATION,
        "profile",
        () -> {
          ProfileFiles files = ProfileFiles.in(run.files(), run.folder(), run.hadoop());
          LatencyProfile profile =
              experiment
                  .content()
                  .map(there -> files.read(there.space(), there.timed().frame()))
                  .orElseGet(() -> files.read(reader.space()));
          double coverage = reader.settings().bind(ProfileSettings::from).coverage();
          return new LatencyStudy(
              profile.table(), profile.calibration(), coverage, profile.networks());
        });
  }

  private RunOutline outline() {
    RunFile record = run.record();
    LastCommand last = record.last();
    return new RunOutline(
        run.folder().getName(),
        run.location(),
        last.command().orElse(""),
        last.status().map(RunStatus::toString).orElse(""),
        last.reason().orElse(""),
        last.startedAt().map(Instant::toString).orElse(""),
        last.seconds().orElse(0.0),
        record.stages().entrySet().stream()
            .map(stage -> time(stage.getKey(), stage.getValue()))
            .toList(),
        record.peakMemoryBytes().orElse(0L));
  }

  private static StageTime time(String stage, StageRecord record) {
    return new StageTime(stage, record.status().toString(), record.seconds().orElse(0.0));
  }

  /** What stands where curves would, if there were several trainings. */
  private static String sweep(String stage, List<TrialFile> trials) {
    if (trials.isEmpty()) {
      return "No training of the sweep of the stage " + stage + " is done yet.";
    }
    return String.format(
        Locale.ROOT,
        "The stage %s was a sweep of %d trainings, without rounds of averaging; the best (%s) came to a validation loss of %.3f. The table trials has all of them.",
        stage,
        trials.size(),
        TrialFile.best(trials).get(0).title(),
        TrialFile.best(trials).get(0).loss());
  }

  private Part<List<RoundLosses>> rounds(String stage) {
    String trials = RunLayout.trials(stage);
    Optional<List<TrialFile>> tried =
        run.part(trials, stage, () -> TrialFile.all(run.files(), run.path(trials))).content();
    if (tried.isPresent() && !run.has(RunLayout.newestCheckpoint(stage))) {
      return Part.missing(sweep(stage, tried.get()));
    }
    Part<List<RoundLosses>> rounds =
        run.part(
            RunLayout.newestCheckpoint(stage),
            stage,
            () ->
                CheckpointStore.history(run.files(), run.path(RunLayout.checkpoints(stage)))
                    .stream()
                    .map(
                        report ->
                            new RoundLosses(
                                report.round() + 1,
                                report.updates(),
                                report.trainLoss(),
                                report.validation(),
                                report.seconds(),
                                report.targetTokens()))
                    .toList());
    return rounds.content().filter(List::isEmpty).isPresent()
        ? Part.missing("No round of the stage " + stage + " is done yet.")
        : rounds;
  }
}
