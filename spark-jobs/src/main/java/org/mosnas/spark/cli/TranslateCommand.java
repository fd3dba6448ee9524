package org.mosnas.spark.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.TextLines;
import org.mosnas.spark.job.NativeLibraries;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.translation.Winner;
import org.mosnas.spark.translation.evaluate.LineTranslator;
import org.mosnas.spark.translation.export.BundleTranslators;
import picocli.CommandLine.ArgGroup;
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
  /** No sentence that can be translated is longer: a token has far fewer bytes on average. */
  private static final int MAX_LINE_BYTES = 256 * DecodeSettings.MAX_TOKENS;

  private final Catalog catalog;
  private final InputStream in;
  private final PrintStream out;

  @Mixin private CommonOptions common;

  @ArgGroup(multiplicity = "1")
  private Model model;

  /** What to translate with: one of the two. */
  private static final class Model {
    @Option(
        names = "--run-dir",
        paramLabel = "DIR",
        required = true,
        description = "Directory of a finished run, on any Hadoop file system.")
    private String directory;

    @Option(
        names = "--bundle",
        paramLabel = "BUNDLE",
        required = true,
        description = "Folder that mos export wrote.")
    private Path bundle;
  }

  @Option(
      names = "--member",
      paramLabel = "NAME",
      description =
          "Member of a family, by the name of its limit in search.limits; the winner of the run if not"
              + " given. With --run-dir only.")
  private String member;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads, each with a copy of the subnet; as many as there are cores if not given.")
  private Integer threads;

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
    if (threads != null && threads < 1) {
      throw new MosnasException(
          ErrorKind.USAGE, "--threads must be at least 1, was " + threads + "; leave it out");
    }
    int replicas = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    try (TextLines lines = TextLines.limited("standard input", in, MAX_LINE_BYTES);
        LineTranslator translator = model.bundle == null ? winner(replicas) : bundle(replicas)) {
      translate(lines, translator);
    }
  }

  private LineTranslator winner(int replicas) {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    Winner winner =
        Winner.read(
            model.directory,
            Optional.ofNullable(member),
            common.overlays(),
            common.assignments(),
            catalog,
            hadoop);
    winner
        .outdatedBy()
        .ifPresent(
            stage ->
                System.err.println(
                    String.format(
                        Locale.ROOT,
                        "mos: warning: %s: the winner is an earlier one, stage %s was begun again since; \"mos run\" with this --run-dir and --resume makes a new one",
                        model.directory,
                        stage)));
    return LineTranslator.of(
        winner.text(), winner.subnet(), winner.engine(), winner.settings(), replicas);
  }

  private LineTranslator bundle(int replicas) {
    if (member != null) {
      throw new MosnasException(
          ErrorKind.USAGE, "a bundle holds one member; leave out --member, or name the run");
    }
    if (!common.overlays().isEmpty() || !common.assignments().isEmpty()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "a bundle brings its own configuration; leave out --conf, --set and --seed");
    }
    return BundleTranslators.open(model.bundle, replicas);
  }

  private void translate(TextLines lines, LineTranslator translator) {
    PrintStream utf8 = new PrintStream(out, false, StandardCharsets.UTF_8);
    LineByLine work = new LineByLine(lines, translator, onBadLine, utf8, System.err);
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
