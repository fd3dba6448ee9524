package org.mosnas.spark.labelled;

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
import org.mosnas.spark.labelled.prepare.LabelledManifest;
import org.mosnas.spark.labelled.prepare.LabelledPreparation;
import org.mosnas.spark.labelled.prepare.LabelledSettings;

/**
 * Turns labelled texts into shards of ids.
 *
 * @param name of the stage
 * @param folder of the data, relative to the run directory
 * @param results stages that keep results which are made from the data
 * @param tokenizer that of the networks
 */
public record LabelledStage(
    String name, String folder, List<String> results, TokenizerSource tokenizer) implements Stage {
  /** Copies the list. */
  public LabelledStage {
    results = List.copyOf(results);
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(LabelledSettings::from);
  }

  /** Never: the preparation itself finds out whether the same data is there. */
  @Override
  public boolean isDone(RunContext context) {
    return false;
  }

  @Override
  public void run(RunContext context) {
    Progress.Work work = context.progress().start(name, 0);
    LabelledSettings named = context.settings().bind(LabelledSettings::from);
    boolean isBuilt =
        named.files().train().isEmpty() && TextCorpusStage.isNeeded(context.settings());
    List<Path> made = results.stream().map(context.directory()::resolve).toList();
    Result<LabelledManifest> result =
        new LabelledPreparation(
                isBuilt ? named.withFiles(built(context)) : named,
                tokenizer.read(context),
                line -> work.advance(0, line))
            .run(context.spark().get(), context.directory().resolve(folder), made);
    result.conclude(context, name, work);
  }

  private static LabelledSettings.PartFiles built(RunContext context) {
    TextCorpusResult corpus = TextCorpusStage.built(context);
    return new LabelledSettings.PartFiles(
        List.of(BuiltFiles.location(corpus.topics(CorpusSplit.TRAIN))),
        List.of(BuiltFiles.location(corpus.topics(CorpusSplit.VALID))),
        List.of(BuiltFiles.location(corpus.topics(CorpusSplit.TEST))));
  }
}
