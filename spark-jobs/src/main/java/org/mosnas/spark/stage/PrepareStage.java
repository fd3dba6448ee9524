package org.mosnas.spark.stage;

import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.space.SearchSpaceSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.job.StageMarker;
import org.mosnas.spark.prepare.PrepareJob;
import org.mosnas.spark.prepare.PrepareManifest;
import org.mosnas.spark.prepare.PrepareResult;
import org.mosnas.spark.prepare.PrepareSettings;

/** Turns text into token shards. */
final class PrepareStage implements Stage {
  static final String FOLDER = "data";

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
    List<Path> results =
        Stream.of("train", "search", "finetune", FromScratchStage.NAME)
            .map(context.directory()::resolve)
            .toList();
    PrepareResult result =
        new PrepareJob(
                settings,
                context.settings().bind(SearchSpaceSettings::from).embeddings(),
                line -> work.advance(0, line))
            .run(context.spark().get(), context.directory().resolve(FOLDER), results);
    for (PrepareManifest.Input input : result.manifest().inputs()) {
      context.record().dataChecksum(input.path(), input.sha256());
    }
    StageMarker.of(context.directory(), name())
        .write(MadeFrom.nothing().with("data", result.manifest().fingerprint()), "");
    boolean wasThere = result.outcome() == PrepareResult.Outcome.ALREADY_THERE;
    work.done((wasThere ? "nothing to do: " : "") + result.manifest().summary());
  }
}
