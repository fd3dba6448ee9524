package org.mosnas.spark.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.TextLines;
import org.mosnas.spark.job.NativeLibraries;
import org.mosnas.spark.labelled.LabelledTask;
import org.mosnas.spark.labelled.export.LabelForm;
import org.mosnas.spark.labelled.export.LineLabeller;
import org.mosnas.spark.task.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Labels standard input with the winner of a run or with a bundle, in this process. */
@Command(
    name = "classify",
    mixinStandardHelpOptions = true,
    description =
        "Labels standard input, a text per line or a pair with a tab between its texts, with the"
            + " searched and finetuned subnet of a run, or with a bundle in ONNX Runtime: for every"
            + " line the class, or the number, comes out.")
final class ClassifyCommand implements Runnable {
  /** What stands in for a bad line where lines are JSON. */
  private static final String NOTHING = "null";

  private final Catalog catalog;
  private final InputStream in;
  private final PrintStream out;

  @Mixin private ModelOptions model;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Texts of the greatest length scored together; 32 if not given.")
  private Integer batch;

  @Option(
      names = "--scores",
      description =
          "Adds the probability of every class, in the order of the model card, with tabs between"
              + " them, or in JSON by name.")
  private boolean scores;

  @Option(
      names = "--json",
      description =
          "Prints a JSON object per line: {\"label\": ...} with \"scores\" if asked for, or"
              + " {\"number\": ...}.")
  private boolean json;

  @Option(
      names = "--on-bad-line",
      paramLabel = "ACTION",
      defaultValue = "fail",
      converter = BadLinePolicy.Converter.class,
      description =
          "What happens at a line that cannot be labelled because it is not UTF-8, is empty, has"
              + " more than 262,144 bytes or another number of columns than the model has texts:"
              + " fail ends there with exit code 4, when everything before it is out; blank puts"
              + " out an empty line in its place (null with --json), warns, and goes on. Either"
              + " names the line. fail if not given.")
  private BadLinePolicy onBadLine;

  ClassifyCommand(Catalog catalog) {
    this.catalog = catalog;
    this.in = System.in;
    this.out = System.out;
  }

  @Override
  public void run() {
    NativeLibraries.prepare();
    if (batch != null && batch < 1) {
      throw new MosnasException(
          ErrorKind.USAGE, "--batch must be at least 1, was " + batch + "; leave it out");
    }
    LineLabeller.Options options =
        new LineLabeller.Options(
            new LabelForm(scores, json), Optional.ofNullable(batch), model.replicas());
    try (TextLines lines = ModelOptions.lines(in);
        LineLabeller labeller =
            model
                .bundle()
                .map(bundle -> LineLabeller.of(bundle, options))
                .orElseGet(
                    () -> LineLabeller.of(model.winner(LabelledTask.NAME, catalog), options))) {
      label(lines, labeller);
    }
  }

  private void label(TextLines lines, LineLabeller labeller) {
    PrintStream utf8 = new PrintStream(out, false, StandardCharsets.UTF_8);
    LineByLine work =
        new LineByLine(lines, labeller, onBadLine, json ? NOTHING : "", utf8, System.err);
    long started = System.nanoTime();
    boolean isRead = work.run();
    if (labeller.cut() > 0) {
      System.err.printf(
          Locale.ROOT,
          "mos: warning: %,d of %,d texts have more than %d tokens and were cut%n",
          labeller.cut(),
          work.done(),
          labeller.maxLength());
    }
    if (isRead) {
      double seconds = (System.nanoTime() - started) / 1e9;
      System.err.printf(
          Locale.ROOT,
          "mos: %,d lines in %.1f s, %.1f lines/s%n",
          work.done(),
          seconds,
          work.done() / seconds);
    }
  }
}
