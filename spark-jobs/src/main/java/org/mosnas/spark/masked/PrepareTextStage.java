package org.mosnas.spark.masked;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.mosnas.corpus.TextCorpusResult;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.data.BuiltFiles;
import org.mosnas.spark.data.DataFolder.Result;
import org.mosnas.spark.data.TextCorpusStage;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.masked.prepare.PrepareTextJob;
import org.mosnas.spark.masked.prepare.TextManifest;
import org.mosnas.spark.masked.prepare.TextSettings;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.stage.MainJob;

/** Turns text into shards of sequences. */
final class PrepareTextStage implements Stage {
  @Override
  public String name() {
    return "prepare";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(TextSettings::from);
  }

  /** Never: the job itself finds out whether the same data is there, also when a file changed. */
  @Override
  public boolean isDone(RunContext context) {
    return false;
  }

  @Override
  public void run(RunContext context) {
    Progress.Work work = context.progress().start(name(), 0);
    TextSettings named = context.settings().bind(TextSettings::from);
    TextSettings settings =
        TextCorpusStage.isNeeded(context.settings()) ? named.withFiles(built(context)) : named;
    List<Path> results = MainJob.MADE_FROM_DATA.stream().map(context.directory()::resolve).toList();
    Result<TextManifest> result =
        new PrepareTextJob(settings, line -> tell(context, work, line))
            .run(context.spark().get(), context.directory().resolve(RunLayout.DATA), results);
    result.conclude(context, name(), work);
  }

  private static TextSettings.Files built(RunContext context) {
    TextCorpusResult corpus = TextCorpusStage.built(context);
    return new TextSettings.Files(
        List.of(BuiltFiles.location(corpus.text(CorpusSplit.TRAIN))),
        List.of(BuiltFiles.location(corpus.text(CorpusSplit.VALID))),
        List.of(BuiltFiles.location(corpus.text(CorpusSplit.TEST))));
  }

  private static void tell(RunContext context, Progress.Work work, String line) {
    if (line.startsWith("warning: ")) {
      context.progress().note(line);
    } else {
      work.advance(0, line);
    }
  }
}
