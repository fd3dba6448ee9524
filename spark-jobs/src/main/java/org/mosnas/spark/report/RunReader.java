package org.mosnas.spark.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.mosnas.search.report.content.Part;
import org.mosnas.search.report.content.RoundLosses;
import org.mosnas.search.report.content.RunOutline;
import org.mosnas.search.report.content.RunOutline.StageTime;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.spark.job.StageMarker;
import org.mosnas.spark.stage.Experiment;
import org.mosnas.spark.train.CheckpointStore;

/** Reads everything a report says of a run; what is missing or damaged is named in its place. */
public final class RunReader {
  private static final String CHECKPOINTS = "/checkpoints";

  private final RunFiles run;

  private RunReader(RunFiles run) {
    this.run = run;
  }

  /**
   * Reads a run.
   *
   * @param location its directory, on any Hadoop file system
   * @throws org.mosnas.model.error.MosnasException of kind DATA if there is no run
   */
  public static RunReport read(String location, Configuration hadoop) {
    return new RunReader(RunFiles.open(location, hadoop)).report();
  }

  private RunReport report() {
    Part<Experiment> experiment = new ExperimentReader(run).read();
    SearchReader search = new SearchReader(run);
    SystemsReader systems = new SystemsReader(run);
    return new RunReport(
        outline(),
        current("evaluate", systems.read()),
        rounds("train"),
        current("finetune", rounds("finetune")),
        rounds("from-scratch").content(),
        new LatencyReader(run).read(),
        current("search", search.read()),
        new RouterReader(run, experiment).read(systems.subnets()),
        current("evaluate", new SamplesReader(run).read()),
        new DataReader(run).read(),
        new OriginReader(run).read());
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

  private RunOutline outline() {
    JsonNode record = run.record();
    List<StageTime> stages = new ArrayList<>();
    record
        .path("stages")
        .fields()
        .forEachRemaining(
            stage ->
                stages.add(
                    new StageTime(
                        stage.getKey(),
                        stage.getValue().path("status").asText(),
                        stage.getValue().path("seconds").asDouble())));
    return new RunOutline(
        run.folder().getName(),
        run.location(),
        text(record, "command"),
        text(record, "status"),
        text(record, "reason"),
        text(record, "startedAt"),
        record.path("seconds").asDouble(),
        stages,
        record.path("peakMemoryBytes").asLong());
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNull() || value.isMissingNode() ? "" : value.asText();
  }

  private Part<List<RoundLosses>> rounds(String stage) {
    Part<List<RoundLosses>> rounds =
        run.part(
            stage + CHECKPOINTS + "/latest",
            stage,
            () ->
                CheckpointStore.history(run.files(), run.path(stage + CHECKPOINTS)).stream()
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
