package org.mosnas.spark.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.mosnas.model.error.BadDataException;
import org.mosnas.search.report.TextTable;
import org.mosnas.search.report.TextTable.Column;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.RecordedRun;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.tables.RunRow;
import org.mosnas.spark.tables.TableRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists runs with their main figures. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists runs with status, scores, latency, size and time, the latest last.")
final class RunsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..*",
      description =
          "Run directories, or folders that hold some, on any Hadoop file system; runs/ if not given.")
  private List<String> folders = List.of("runs");

  @Option(names = "--json", description = "Prints JSON: a list with an object per run.")
  private boolean json;

  @Override
  public void run() {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    List<RecordedRun> runs = new ArrayList<>();
    folders.forEach(folder -> runs.addAll(find(new Path(folder), hadoop)));
    runs.sort(
        Comparator.<RecordedRun, String>comparing(run -> run.record().path("startedAt").asText(""))
            .thenComparing(run -> run.directory().toString()));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(runs).toPrettyString());
    } else {
      print(runs, out);
    }
    out.flush();
  }

  private static List<RecordedRun> find(Path folder, Configuration hadoop) {
    AtomicFiles files = AtomicFiles.on(folder, hadoop);
    if (RecordedRun.isIn(files, folder)) {
      return List.of(RecordedRun.read(files, folder));
    }
    if (!files.exists(folder)) {
      throw new BadDataException(
          folder + ": no such folder; name run directories, or a folder that holds some");
    }
    List<RecordedRun> runs =
        files.list(folder).stream()
            .filter(name -> name.indexOf(':') < 0)
            .map(name -> new Path(folder, name))
            .filter(inside -> RecordedRun.isIn(files, inside))
            .map(inside -> RecordedRun.read(files, inside))
            .toList();
    if (runs.isEmpty()) {
      throw new BadDataException(
          folder + ": no runs here; a run directory has a file run.json, see --run-dir of mos run");
    }
    return runs;
  }

  private static ArrayNode toJson(List<RecordedRun> runs) {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode list = mapper.createArrayNode();
    for (RecordedRun run : runs) {
      ObjectNode node = list.addObject().put("path", run.directory().toString());
      if (!run.problem().isEmpty()) {
        node.put("problem", run.problem());
        continue;
      }
      node.set("run_id", run.record().get("runId"));
      RunRow.of(run.record())
          .values()
          .forEach((column, value) -> node.set(column, mapper.valueToTree(value(value))));
    }
    return list;
  }

  private static Object value(Object value) {
    return value instanceof Instant time ? time.toString() : value;
  }

  private static void print(List<RecordedRun> runs, PrintWriter out) {
    TextTable table =
        new TextTable(
            List.of(
                Column.text("run"),
                Column.text("status"),
                Column.text("started (UTC)"),
                Column.number("BLEU", ""),
                Column.number("measured", "ms"),
                Column.number("limit", "ms"),
                Column.number("parameters", "M"),
                Column.number("time", "")));
    List<String> notes = new ArrayList<>();
    for (RecordedRun run : runs) {
      String name = run.directory().getName();
      if (run.problem().isEmpty()) {
        TableRow row = RunRow.of(run.record());
        table.row(cells(name, row));
        row.text("reason").ifPresent(reason -> notes.add(name + ": " + reason));
      } else {
        table.row(name, "unreadable", "", "", "", "", "", "");
        notes.add(name + ": " + run.problem());
      }
    }
    out.print(table.render());
    if (!notes.isEmpty()) {
      out.println();
      notes.forEach(out::println);
    }
  }

  private static List<String> cells(String name, TableRow row) {
    String status = row.text("status").orElse("new");
    long exitCode = row.whole("exit_code").orElse(0L);
    return List.of(
        name,
        exitCode == 0 ? status : status + " (" + exitCode + ")",
        row.time("started_at").map(RunsCommand::minute).orElse(""),
        bleu(row),
        number("%.2f", row.number("winner_measured_ms")),
        number("%.2f", row.number("limit_ms")),
        number("%.3f", row.whole("winner_parameters").map(count -> count / 1e6)),
        row.number("stages_seconds")
            .filter(seconds -> seconds > 0)
            .map(seconds -> Progress.readable(Duration.ofMillis(Math.round(seconds * 1000))))
            .orElse(""));
  }

  private static String bleu(TableRow row) {
    String score = number("%.2f", row.number("winner_bleu"));
    if (row.number("winner_bleu_lower").isEmpty()) {
      return score;
    }
    double width =
        row.number("winner_bleu_upper").orElseThrow()
            - row.number("winner_bleu_lower").orElseThrow();
    return score + String.format(Locale.ROOT, " ±%.2f", width / 2);
  }

  private static String minute(Instant time) {
    return time.toString().substring(0, 16).replace('T', ' ');
  }

  private static String number(String format, Optional<Double> value) {
    return value.map(known -> String.format(Locale.ROOT, format, known)).orElse("");
  }
}
