package org.mosnas.spark.data;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.mosnas.corpus.TextCorpus;
import org.mosnas.corpus.TextCorpusResult;
import org.mosnas.corpus.TextCorpusSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;

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

  /** The corpus, built already. */
  public static TextCorpusResult built(RunContext context) {
    return TextCorpus.build(settings(context), line -> {});
  }

  private static TextCorpusSettings settings(RunContext context) {
    return context
        .settings()
        .bind(
            TextCorpusSettings.into(
                BuiltFiles.folder(context, "mosnas." + TEXT + ".train"), Locations::local));
  }
}
