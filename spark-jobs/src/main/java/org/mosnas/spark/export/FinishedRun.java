package org.mosnas.spark.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.StrictJson;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.io.RunDirectory;
import org.mosnas.spark.io.RunRecord;
import org.mosnas.spark.job.StageMarker;
import org.mosnas.spark.stage.Winner;

/**
 * A run whose winner was finetuned and evaluated.
 *
 * @param winner what it translates with
 * @param record its {@code run.json}
 * @param corpus manifest of a corpus that the run built itself
 * @param configuration what it ran with, secrets replaced
 * @param testLines sources of its test set
 */
record FinishedRun(
    Winner winner,
    JsonNode record,
    Optional<JsonNode> corpus,
    String configuration,
    List<String> testLines) {

  /**
   * Reads a run.
   *
   * @param directory of the run, on any Hadoop file system
   * @throws BadDataException if there is none, or if it is not finished
   */
  static FinishedRun read(String directory, Configuration hadoop) {
    Winner winner = Winner.read(directory, List.of(), List.of(), hadoop);
    Path root = Locations.of(directory, hadoop);
    AtomicFiles files = AtomicFiles.on(root, hadoop);
    JsonNode record = json(files, new Path(root, RunRecord.FILE));
    requireFinished(directory, record, winner, StageMarker.in(files, root, "evaluate"));
    Path corpus = new Path(root, "corpus/manifest.json");
    return new FinishedRun(
        winner,
        record,
        files.exists(corpus) ? Optional.of(json(files, corpus)) : Optional.empty(),
        files.readText(new Path(root, RunDirectory.CONFIGURATION)),
        // The floor that copies the source: the test sentences as they were given.
        files.readLines(new Path(root, "evaluate/copy.txt")));
  }

  private static void requireFinished(
      String directory, JsonNode record, Winner winner, StageMarker evaluate) {
    for (String stage : List.of("finetune", "evaluate")) {
      String status = record.at("/stages/" + stage + "/status").asText("not begun");
      if (!status.equals("succeeded")) {
        throw unfinished(directory, "stage " + stage + ": " + status);
      }
    }
    if (started(record, "finetune").compareTo(started(record, "evaluate")) > 0) {
      throw unfinished(directory, "its winner was finetuned again and not evaluated");
    }
    evaluate
        .outdatedBy()
        .ifPresent(
            stage -> {
              throw unfinished(directory, "stage " + stage + " was begun again since");
            });
    if (!record.at("/winner/id").asText().equals(winner.subnet().spec().id())) {
      throw unfinished(directory, "its winner is another subnet than the one that was evaluated");
    }
  }

  private static String started(JsonNode record, String stage) {
    return record.at("/stages/" + stage + "/startedAt").asText();
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

  private static JsonNode json(AtomicFiles files, Path file) {
    try {
      return StrictJson.parse(files.readText(file));
    } catch (JsonProcessingException broken) {
      throw new BadDataException(
          file + ": not valid JSON (" + StrictJson.problem(broken) + ")", broken);
    }
  }
}
