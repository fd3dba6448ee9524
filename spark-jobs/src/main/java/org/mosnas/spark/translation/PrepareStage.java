package org.mosnas.spark.translation;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.family.translation.TranslationSpaceSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.data.DataFolder.Result;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.stage.MainJob;
import org.mosnas.spark.translation.prepare.PrepareJob;
import org.mosnas.spark.translation.prepare.PrepareManifest;
import org.mosnas.spark.translation.prepare.PrepareSettings;

/** Turns text into token shards. */
final class PrepareStage implements Stage {
  @Override
  public String name() {
    return "prepare";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(PrepareSettings::from);
  }

  /** Never: the job itself finds out whether the same data is there, also when a file changed. */
  @Override
  public boolean isDone(RunContext context) {
    return false;
  }

  @Override
  public void run(RunContext context) {
    Progress.Work work = context.progress().start(name(), 0);
    PrepareSettings settings = context.settings().bind(PrepareSettings::from);
    if (CorpusStage.isNeeded(context.settings())) {
      settings = settings.withFiles(CorpusStage.files(context));
    }
    List<Path> results = MainJob.MADE_FROM_DATA.stream().map(context.directory()::resolve).toList();
    Result<PrepareManifest> result =
        new PrepareJob(
                settings,
                context.settings().bind(TranslationSpaceSettings::from).embeddings(),
                line -> work.advance(0, line))
            .run(context.spark().get(), context.directory().resolve(RunLayout.DATA), results);
    result.conclude(context, name(), work);
  }
}
