package org.mosnas.spark.data;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.mosnas.corpus.TextCorpus;
import org.mosnas.corpus.TextCorpusResult;
import org.mosnas.corpus.TextCorpusSettings;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.run.RunLayout;

/**
 * Builds English text, and examples labelled with their topic, where the configuration names no
 * text of its own.
 */
public final class TextCorpusStage implements Stage {
  private static final String TEXT = "text";

  @Override
  public String name() {
    return "corpus";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(TextCorpusSettings.into(Path.of("corpus"), Locations::local));
  }

  @Override
  public boolean isDone(RunContext context) {
    return !isNeeded(context.settings());
  }

  @Override
  public void run(RunContext context) {
    Progress.Work work = context.progress().start(name(), 0);
    TextCorpusResult result = TextCorpus.build(settings(context), line -> work.advance(0, line));
    result.notices().forEach(context.progress()::note);
    String lines =
        result.lines().entrySet().stream()
            .map(file -> file.getValue() + " in " + file.getKey())
            .collect(Collectors.joining(", "));
    work.done(result.kind().label() + ": " + lines);
  }

  /** Whether the run learns from text and the configuration names none. */
  public static boolean isNeeded(EffectiveConfig settings) {
    return "[]".equals(settings.flat().get(TEXT + ".train"));
  }

  /** Where the text of a part is, built already. */
  public static String text(RunContext context, CorpusSplit split) {
    return location(built(context).text(split));
  }

  /** Where the labelled examples of a part are, built already. */
  public static String topics(RunContext context, CorpusSplit split) {
    return location(built(context).topics(split));
  }

  private static TextCorpusResult built(RunContext context) {
    return TextCorpus.build(settings(context), line -> {});
  }

  /**
   * With the scheme, since relative paths may be on another file system; a Path's own URI is
   * encoded.
   */
  private static String location(Path file) {
    return "file://" + file.toAbsolutePath();
  }

  private static TextCorpusSettings settings(RunContext context) {
    return context.settings().bind(TextCorpusSettings.into(folder(context), Locations::local));
  }

  private static Path folder(RunContext context) {
    if (!context.directory().isLocal()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "the corpus can only be built in a run directory on this machine, not in "
              + context.directory().shown()
              + "; name your own text with mosnas."
              + TEXT
              + ".train");
    }
    return Path.of(context.directory().resolve(RunLayout.CORPUS).toUri().getPath());
  }
}
