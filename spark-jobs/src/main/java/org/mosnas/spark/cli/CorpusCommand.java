package org.mosnas.spark.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mosnas.corpus.CorpusBuilder;
import org.mosnas.corpus.CorpusResult;
import org.mosnas.corpus.CorpusSettings;
import org.mosnas.corpus.TextCorpus;
import org.mosnas.corpus.TextCorpusResult;
import org.mosnas.corpus.TextCorpusSettings;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.Extensions;
import org.mosnas.spark.config.SettingsLoader;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunRequest;
import org.mosnas.spark.job.RunSession;
import org.mosnas.spark.job.StagePlan;
import org.mosnas.spark.translation.TranslationTask;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Builds a corpus: parallel text in a folder of its own, or in a run directory for later commands;
 * or English text with a labelled task in a folder.
 */
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    description =
        "Builds a corpus from Debian's packages, without root, or from a built-in grammar: parallel"
            + " text to translate, or English text with a labelled task, the topic of a text.")
final class CorpusCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @ArgGroup private Place place = new Place();

  @Option(
      names = "--content",
      paramLabel = "CONTENT",
      description =
          "parallel: sentences and their translations, as if not given; text: English documents and"
              + " texts labelled with their topic.")
  private String content = "parallel";

  @Option(
      names = "--source",
      paramLabel = "LANG",
      description = "Source language, such as en-us; short for --set corpus.source=LANG.")
  private String source;

  @Option(
      names = "--target",
      paramLabel = "LANG",
      description = "Target language, such as de; short for --set corpus.target=LANG.")
  private String target;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "apt, generated or auto; short for --set corpus.kind=KIND.")
  private String kind;

  /** Where the corpus goes; one of the two. */
  private static final class Place {
    @Option(
        names = "--out",
        paramLabel = "DIR",
        description =
            "Folder for the text files; runs/corpus-SOURCE-TARGET or runs/corpus-text if not"
                + " given.")
    private Path out;

    @Option(
        names = "--run-dir",
        paramLabel = "DIR",
        description =
            "Run directory: the parallel corpus goes where its other commands look for it.")
    private String directory;
  }

  @Override
  public void run() {
    switch (content) {
      case "parallel" -> parallel();
      case "text" -> text();
      default ->
          throw new MosnasException(
              ErrorKind.USAGE, "--content must be parallel or text, was " + content);
    }
  }

  private void parallel() {
    if (place.directory != null) {
      RunRequest request =
          new RunRequest(
              "corpus", place.directory, common.overlays(), assignments(), /* resume= */ true);
      RunSession.run(request, StagePlan.of(TranslationTask.corpus()), System.out, System.err);
      return;
    }
    EffectiveConfig config = config();
    Path out = place.out != null ? place.out : defaultFolder(config);
    print(
        build(config.bind(CorpusSettings.into(out, Locations::local))),
        spec.commandLine().getOut());
  }

  private void text() {
    if (place.directory != null || source != null || target != null) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "--content text is English and goes to --out; leave --run-dir, --source and --target to"
              + " --content parallel");
    }
    Path out = place.out != null ? place.out : Path.of("runs", "corpus-text");
    print(
        build(config().bind(TextCorpusSettings.into(out, Locations::local))),
        spec.commandLine().getOut());
  }

  private EffectiveConfig config() {
    return SettingsLoader.with(Extensions.none())
        .load(new ConfigSources(common.overlays(), assignments(), Optional.empty()));
  }

  private static Path defaultFolder(EffectiveConfig config) {
    CorpusSettings settings = config.bind(CorpusSettings.into(Path.of("runs"), Locations::local));
    return Path.of(
        "runs", "corpus-" + settings.request().source() + "-" + settings.request().target());
  }

  private static CorpusResult build(CorpusSettings settings) {
    try (Progress progress = Progress.onConsole()) {
      Progress.Work work = progress.start("corpus", 0);
      CorpusResult result = CorpusBuilder.build(settings, line -> work.advance(0, line));
      work.done(result.reused() ? "was there" : "built");
      result.notices().forEach(progress::note);
      return result;
    }
  }

  private static TextCorpusResult build(TextCorpusSettings settings) {
    try (Progress progress = Progress.onConsole()) {
      Progress.Work work = progress.start("corpus", 0);
      TextCorpusResult result = TextCorpus.build(settings, line -> work.advance(0, line));
      work.done(result.reused() ? "was there" : "built");
      result.notices().forEach(progress::note);
      return result;
    }
  }

  private List<String> assignments() {
    List<String> all = new ArrayList<>(common.assignments());
    addAssignment(all, "source", source);
    addAssignment(all, "target", target);
    addAssignment(all, "kind", kind);
    return all;
  }

  private static void addAssignment(List<String> assignments, String key, String value) {
    if (value != null) {
      assignments.add("corpus." + key + "=" + value);
    }
  }

  private static void print(CorpusResult result, PrintWriter out) {
    out.printf(Locale.ROOT, "%s corpus in %s%n", result.kind().label(), result.directory());
    for (Map.Entry<String, Integer> part : result.lines().entrySet()) {
      String name = part.getKey();
      out.printf(
          Locale.ROOT,
          "  %-6s %,8d sentence pairs  %s.%s %s.%s%n",
          name,
          part.getValue(),
          name,
          result.sourceSuffix(),
          name,
          result.targetSuffix());
    }
    out.flush();
  }

  private static void print(TextCorpusResult result, PrintWriter out) {
    out.printf(Locale.ROOT, "%s corpus in %s%n", result.kind().label(), result.directory());
    for (CorpusSplit split : CorpusSplit.values()) {
      String text = result.text(split).getFileName().toString();
      String topics = result.topics(split).getFileName().toString();
      out.printf(
          Locale.ROOT,
          "  %-6s %,8d sentences  %s  %,8d labelled texts  %s%n",
          split.label(),
          result.lines().get(text),
          text,
          result.lines().get(topics),
          topics);
    }
    out.flush();
  }
}
