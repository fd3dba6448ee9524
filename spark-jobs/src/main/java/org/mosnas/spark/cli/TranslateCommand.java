package org.mosnas.spark.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.mosnas.model.text.TextLines;
import org.mosnas.spark.job.NativeLibraries;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.translation.TranslationTask;
import org.mosnas.spark.translation.evaluate.LineTranslator;
import org.mosnas.spark.translation.export.BundleTranslators;
import org.mosnas.spark.translation.export.TranslationWinner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Translates standard input with the winner of a run or with a bundle, in this process. */
@Command(
    name = "translate",
    mixinStandardHelpOptions = true,
    description =
        "Translates standard input, a sentence per line, with the searched and finetuned subnet of a"
            + " run, or with a bundle in ONNX Runtime. Lines come as those of the run's corpus did:"
            + " plain, tokenised or in byte pairs.")
final class TranslateCommand implements Runnable {
  private final Catalog catalog;
  private final InputStream in;
  private final PrintStream out;

  @Mixin private ModelOptions model;

  @Option(
      names = "--on-bad-line",
      paramLabel = "ACTION",
      defaultValue = "fail",
      converter = BadLinePolicy.Converter.class,
      description =
          "What happens at a line that cannot be translated because it is not UTF-8 or has more than"
              + " 1,024 tokens: fail ends there with exit code 4, when everything before it is out;"
              + " blank puts out an empty line in its place, warns, and goes on. Either names the"
              + " line. fail if not given.")
  private BadLinePolicy onBadLine;

  TranslateCommand(Catalog catalog) {
    this(catalog, System.in, System.out);
  }

  /** As the command, with other streams. */
  TranslateCommand(Catalog catalog, InputStream in, PrintStream out) {
    this.catalog = catalog;
    this.in = in;
    this.out = out;
  }

  @Override
  public void run() {
    NativeLibraries.prepare();
    int replicas = model.replicas();
    try (TextLines lines = ModelOptions.lines(in);
        LineTranslator translator =
            model
                .bundle()
                .map(bundle -> BundleTranslators.open(bundle, replicas))
                .orElseGet(() -> winner(replicas))) {
      translate(lines, translator);
    }
  }

  private LineTranslator winner(int replicas) {
    TranslationWinner read = TranslationWinner.of(model.winner(TranslationTask.NAME, catalog));
    return LineTranslator.of(
        read.text(), read.winner().subnet(), read.winner().engine(), read.settings(), replicas);
  }

  private void translate(TextLines lines, LineTranslator translator) {
    PrintStream utf8 = new PrintStream(out, false, StandardCharsets.UTF_8);
    LineByLine work = new LineByLine(lines, translator, onBadLine, "", utf8, System.err);
    long started = System.nanoTime();
    if (!work.run()) {
      return;
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    System.err.printf(
        Locale.ROOT,
        "mos: %,d lines in %.1f s, %.1f lines/s, %.1f tokens/s%n",
        work.done(),
        seconds,
        work.done() / seconds,
        translator.tokens() / seconds);
  }
}
