package org.mosnas.spark.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.search.report.TextTable;
import org.mosnas.search.report.TextTable.Column;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.EvaluatedSystem.Interval;
import org.mosnas.spark.run.EvaluatedSystem.Role;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.run.EvaluatedSystem.Subnet;
import org.mosnas.spark.run.RecordedRun;
import org.mosnas.spark.run.RunFile;
import org.mosnas.spark.tables.RunRow;
import org.mosnas.spark.tables.TableRow;

/** Runs with their main figures as a table of text. */
final class RunsTable {
  private RunsTable() {}

  /** A row for each run, and what else there is to say about some. */
  static String render(List<RecordedRun> runs) {
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
        members(run.record()).forEach(member -> table.row(cells(member)));
        row.text("reason").ifPresent(reason -> notes.add(name + ": " + reason));
      } else {
        table.row(name, "unreadable", "", "", "", "", "", "");
        notes.add(name + ": " + run.problem());
      }
    }
    return notes.isEmpty()
        ? table.render()
        : table.render() + "\n" + String.join("\n", notes) + "\n";
  }

  /** The members of a family behind the first, which the row of the run is about. */
  private static List<EvaluatedSystem> members(RunFile record) {
    return record.members().stream().filter(one -> one.role() == Role.MEMBER).toList();
  }

  private static List<String> cells(EvaluatedSystem member) {
    Optional<Subnet> subnet = member.subnet();
    Optional<Interval> bleu = member.score(Score.BLEU).flatMap(Score::interval);
    return List.of(
        "  " + member.member().orElse(member.key()),
        "",
        "",
        number("%.2f", member.value(Score.BLEU)) + bleu.map(RunsTable::halfWidth).orElse(""),
        number("%.2f", subnet.map(known -> known.latencyMs().measured())),
        number("%.2f", subnet.flatMap(known -> known.latencyMs().limit())),
        number("%.3f", subnet.map(known -> known.parameters() / 1e6)),
        "");
  }

  private static String halfWidth(Interval interval) {
    return String.format(Locale.ROOT, " ±%.2f", (interval.upper() - interval.lower()) / 2);
  }

  private static List<String> cells(String name, TableRow row) {
    String status = row.text("status").orElse("new");
    long exitCode = row.whole("exit_code").orElse(0L);
    return List.of(
        name,
        exitCode == 0 ? status : status + " (" + exitCode + ")",
        row.time("started_at").map(RunsTable::minute).orElse(""),
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
