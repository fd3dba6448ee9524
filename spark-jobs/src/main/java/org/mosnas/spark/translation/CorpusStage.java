package org.mosnas.spark.translation;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.mosnas.corpus.CorpusBuilder;
import org.mosnas.corpus.CorpusResult;
import org.mosnas.corpus.CorpusSettings;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.data.BuiltFiles;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.translation.prepare.PrepareSettings;
import org.mosnas.spark.translation.prepare.PrepareSettings.CorpusFiles;
import org.mosnas.spark.translation.prepare.PrepareSettings.PairFiles;

/** Builds the demo's corpus where the configuration names no text of its own. */
final class CorpusStage implements Stage {
  @Override
  public String name() {
    return "corpus";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(PrepareSettings::from);
    settings.bind(CorpusSettings.into(Path.of("corpus"), Locations::local));
  }

  @Override
  public boolean isDone(RunContext context) {
    return !isNeeded(context.settings());
  }

  @Override
  public void run(RunContext context) {
    Progress.Work work = context.progress().start(name(), 0);
    CorpusResult result = CorpusBuilder.build(settings(context), line -> work.advance(0, line));
    result.notices().forEach(context.progress()::note);
    String pairs =
        result.lines().entrySet().stream()
            .map(part -> part.getValue() + " " + part.getKey())
            .collect(Collectors.joining(", "));
    work.done(result.kind().label() + ": " + pairs + " pairs");
  }

  /** Whether the configuration names no training text. */
  static boolean isNeeded(EffectiveConfig settings) {
    return settings.bind(PrepareSettings::from).files().train().source().isEmpty();
  }

  /** The files of the corpus, built already. */
  static CorpusFiles files(RunContext context) {
    CorpusResult corpus = CorpusBuilder.build(settings(context), line -> {});
    return new CorpusFiles(
        pair(corpus, CorpusSplit.TRAIN),
        pair(corpus, CorpusSplit.VALID),
        pair(corpus, CorpusSplit.TEST));
  }

  private static PairFiles pair(CorpusResult corpus, CorpusSplit split) {
    return new PairFiles(
        List.of(BuiltFiles.location(corpus.source(split))),
        List.of(BuiltFiles.location(corpus.target(split))));
  }

  private static CorpusSettings settings(RunContext context) {
    return context
        .settings()
        .bind(
            CorpusSettings.into(
                BuiltFiles.folder(context, "mosnas.prepare.train.source and .target"),
                Locations::local));
  }
}
