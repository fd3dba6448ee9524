package org.mosnas.spark.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.config.Labels;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.metric.Bootstrap.PairedTest;
import org.mosnas.model.metric.InputCheck;
import org.mosnas.model.metric.SystemScores;
import org.mosnas.model.task.labelled.LabelKind;
import org.mosnas.model.text.ParallelText;
import org.mosnas.model.text.Sentences;
import org.mosnas.search.report.TextTable;
import org.mosnas.search.report.TextTable.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores translations or labels that are there already. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description =
        "Scores files of translations against a reference: BLEU and chrF2 as sacreBLEU defines"
            + " them, with 95 %% bootstrap intervals; or, with --labels, files of labels as mos"
            + " classify prints them. All files after the first are tested against the first.")
final class ScoreCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--reference",
      paramLabel = "REF",
      required = true,
      description =
          "Correct translations, a sentence per line or WMT's .sgm, detokenised; or right labels.")
  private Path reference;

  @Parameters(
      paramLabel = "HYP",
      arity = "1..*",
      description = "Translations or labels to score, line by line those of the reference.")
  private List<Path> hypotheses;

  @Option(
      names = "--labels",
      paramLabel = "KIND",
      description =
          "The files hold labels and no translations, one a line, what follows a tab being passed"
              + " over: classes, scored by accuracy, macro F1 and Matthews correlation, or number,"
              + " by Pearson and Spearman correlation.")
  private String labels;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Override
  public void run() {
    if (labels == null) {
      translations();
    } else {
      PrintWriter out = spec.commandLine().getOut();
      new LabelScoring(kind(), reference, hypotheses).print(json, out);
      out.flush();
    }
  }

  private LabelKind kind() {
    return Arrays.stream(LabelKind.values())
        .filter(kind -> Labels.of(kind).equals(labels))
        .findFirst()
        .orElseThrow(
            () ->
                new MosnasException(
                    ErrorKind.USAGE, "--labels must be classes or number, was '" + labels + "'"));
  }

  private void translations() {
    List<String> references = read(reference);
    List<List<String>> systems = new ArrayList<>();
    for (Path hypothesis : hypotheses) {
      systems.add(matching(hypothesis, references));
    }
    warn(reference, references);
    List<SystemScores> scores = new ArrayList<>();
    for (int i = 0; i < systems.size(); i++) {
      warn(hypotheses.get(i), systems.get(i));
      scores.add(SystemScores.of(systems.get(i), references));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(scores).text());
    } else {
      print(scores, out);
    }
    out.flush();
  }

  private List<String> matching(Path file, List<String> references) {
    if (Sentences.haveIds(file.toString()) && Sentences.haveIds(reference.toString())) {
      return translations(file);
    }
    List<String> lines = read(file);
    if (lines.size() != references.size()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s has %,d lines, the reference %s has %,d; line n of one must translate line n of"
                  + " the other",
              file,
              lines.size(),
              reference,
              references.size()));
    }
    return lines;
  }

  /** The translations of a marked up file, by their ids in the order of the reference. */
  private List<String> translations(Path file) {
    List<String> all = new ArrayList<>();
    try (ParallelText pairs = ParallelText.of(Sentences.open(reference), Sentences.open(file))) {
      pairs.forEachRemaining(pair -> all.add(pair.target()));
    }
    return all;
  }

  private static List<String> read(Path file) {
    List<String> all = new ArrayList<>();
    try (Sentences sentences = Sentences.open(file)) {
      sentences.forEachRemaining(all::add);
    }
    if (all.isEmpty()) {
      throw new BadDataException(file + " is empty; expected a sentence per line");
    }
    return all;
  }

  private void warn(Path file, List<String> lines) {
    for (String warning : InputCheck.warnings(file.toString(), lines)) {
      spec.commandLine().getErr().println("mos: warning: " + warning);
    }
  }

  private void print(List<SystemScores> scores, PrintWriter out) {
    TextTable table =
        new TextTable(
            List.of(
                Column.text("system"),
                Column.number("BLEU", ""),
                Column.text("95 %"),
                Column.number("chrF2", ""),
                Column.text("95 %")));
    for (int i = 0; i < scores.size(); i++) {
      table.row(
          hypotheses.get(i).toString(),
          scores.get(i).bleu().rounded(),
          interval(scores.get(i).bleu()),
          scores.get(i).chrf().rounded(),
          interval(scores.get(i).chrf()));
    }
    out.print(table.render());
    out.println();
    SystemScores first = scores.get(0);
    for (int i = 1; i < scores.size(); i++) {
      out.println(
          String.format(
              Locale.ROOT,
              "%s against %s: %s, %s",
              hypotheses.get(i),
              hypotheses.get(0),
              test("BLEU", scores.get(i).bleuAgainst(first)),
              test("chrF2", scores.get(i).chrfAgainst(first))));
    }
    out.printf(Locale.ROOT, "%,d sentences%n", first.sentences());
    out.println("BLEU " + first.bleu().bootstrapSignature());
    out.println("chrF2 " + first.chrf().bootstrapSignature());
  }

  private static String interval(SystemScores.Score score) {
    return String.format(
        Locale.ROOT, "%.2f–%.2f", score.interval().lower(), score.interval().upper());
  }

  private static String test(String metric, PairedTest test) {
    return String.format(
        Locale.ROOT, "%s %+.2f (p = %.3f)", metric, test.difference(), test.pValue());
  }

  private ScoresJson toJson(List<SystemScores> scores) {
    List<ScoresJson.Scored> systems = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      systems.add(
          ScoresJson.Scored.of(
              hypotheses.get(i).toString(),
              scores.get(i),
              i == 0 ? Optional.empty() : Optional.of(scores.get(0))));
    }
    return new ScoresJson(reference.toString(), systems);
  }
}
