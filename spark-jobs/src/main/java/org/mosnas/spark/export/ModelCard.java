package org.mosnas.spark.export;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.corpus.CorpusManifest;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.LastCommand;
import org.mosnas.spark.run.Provenance;

/**
 * What a model is, where it comes from and what it is good for, in Markdown: written piece by
 * piece, with the sections that are the same for all tasks.
 */
public final class ModelCard {
  private final FinishedRun run;
  private final StringBuilder text = new StringBuilder();

  /** The card of a run's winner, empty so far. */
  public ModelCard(FinishedRun run) {
    this.run = run;
  }

  /** What was written. */
  public String markdown() {
    return text.toString();
  }

  /**
   * How long it takes.
   *
   * @param protocol what was timed, in a sentence
   */
  public void latency(String protocol) {
    EvaluatedSystem.Latency latency = run.evaluated().subnet().orElseThrow().latencyMs();
    heading("Latency");
    line("| | ms |");
    line("|---|---|");
    line("| predicted before finetuning | %s |", number(Optional.of(latency.predicted()), 2));
    line("| bound of the prediction | %s |", number(Optional.of(latency.bound()), 2));
    line("| measured | %s |", number(Optional.of(latency.measured()), 2));
    line("| limit of the search | %s |", number(latency.limit(), 2));
    line("");
    line("%s", protocol);
    Provenance.Hardware hardware = origin().hardware();
    line(
        "Hardware: %s, %s logical processors, %.0f GiB, %s.",
        hardware.cpu(),
        hardware.cores(),
        (double) hardware.memoryBytes() / (1L << 30),
        hardware.jvm());
  }

  /**
   * What it was trained on.
   *
   * @param lines what a line of a corpus that the run built is called
   */
  public void data(String lines) {
    heading("Data");
    if (run.corpus().isPresent()) {
      CorpusManifest corpus = run.corpus().get();
      line("- Kind: %s", corpus.kind().label());
      line("- Licence: %s", corpus.licence());
      line("- Attribution: %s", corpus.attribution());
      for (CorpusManifest.SourcePackage source : corpus.packages()) {
        line("- Package: %s %s, SHA-256 `%s`", source.name(), source.version(), source.sha256());
      }
      corpus.lines().forEach((part, count) -> line("- %s, %s: %,d", lines, part, count));
    } else {
      line("The run was given its own corpus; its licence is not known to MoSNAS.");
    }
    line("");
    line("| file | SHA-256 |");
    line("|---|---|");
    origin()
        .data()
        .forEach(
            (file, sha256) ->
                line("| %s | `%s` |", file.substring(file.lastIndexOf('/') + 1), sha256));
  }

  /** Where it comes from. */
  public void provenance() {
    String commit = origin().commit();
    LastCommand last = run.record().last();
    heading("Provenance");
    line("- Commit of MoSNAS: %s", commit.isEmpty() ? "unknown" : "`" + commit + "`");
    line("- Made from: `%s`, the name of its settings and inputs", run.winner().madeFrom());
    line("- Seed: %s", origin().seed());
    line("- Run: %s to %s", time(last.startedAt()), time(last.finishedAt()));
    line(
        "- Validation loss when it was chosen: %s",
        number(Optional.of(run.evaluated().subnet().orElseThrow().validationLoss()), 3));
  }

  /** What the run was asked for. */
  public void configuration() {
    heading("Configuration of the run");
    line("<details><summary>All keys, secrets replaced</summary>");
    line("");
    line("```");
    text.append(run.configuration().strip()).append('\n');
    line("```");
    line("");
    line("</details>");
  }

  /** Begins a section. */
  public void heading(String title) {
    line("");
    line("## %s", title);
    line("");
  }

  /** Adds a line; a text alone is taken as it is. */
  public void line(String format, Object... arguments) {
    text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
        .append('\n');
  }

  private Provenance origin() {
    return run.record().provenance().orElseThrow();
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("unknown");
  }

  /** A whole number. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number, if it is known. */
  public static String number(Optional<Double> number, int digits) {
    return number.map(known -> String.format(Locale.ROOT, "%." + digits + "f", known)).orElse("–");
  }
}
