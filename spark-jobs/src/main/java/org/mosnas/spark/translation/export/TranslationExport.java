package org.mosnas.spark.translation.export;

import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.bundle.BundleContent;
import org.mosnas.model.export.EngineTranslations;
import org.mosnas.model.export.TranslationBundle;
import org.mosnas.model.export.TranslationConfig;
import org.mosnas.model.export.TranslationContent;
import org.mosnas.model.export.TranslationVectors;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.text.TextLines;
import org.mosnas.onnx.TranslationVerifier;
import org.mosnas.spark.export.FinishedRun;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.RunMember;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.task.TaskExport;
import org.mosnas.spark.translation.TranslationTask;
import org.mosnas.spark.translation.evaluate.EvaluateSettings;

/** Networks that translate, as bundles for ONNX Runtime. */
public final class TranslationExport implements TaskExport {
  private static final int TRANSLATIONS = 100;

  @Override
  public String format() {
    return BUNDLE;
  }

  @Override
  public String kind() {
    return TranslationBundle.KIND;
  }

  @Override
  public BundleContent content(
      RunMember named, Catalog catalog, Configuration hadoop, Consumer<String> progress) {
    FinishedRun run = FinishedRun.read(named, TranslationTask.NAME, catalog, hadoop);
    TranslationWinner winner = TranslationWinner.of(run.winner());
    DenseSubnet subnet = run.winner().subnet();
    EvaluateSettings settings = winner.settings();
    List<String> lines = testLines(run);
    TranslationVectors vectors =
        EngineTranslations.compute(
            subnet,
            winner.text(),
            lines.subList(0, Math.min(TRANSLATIONS, lines.size())),
            settings.decode(),
            settings.batchSentences());
    progress.accept("translated " + vectors.translated().size() + " test sentences on the engine");
    TranslationConfig config =
        new TranslationConfig(
            winner.languages().source(),
            winner.languages().target(),
            TranslationShape.of(subnet),
            winner.text().format(),
            settings.decode(),
            settings.batchSentences());
    String readme = new TranslationCard(run, config).markdown();
    return new TranslationContent(config, winner.text(), subnet, vectors, readme);
  }

  /** The baseline that copies the source: the test sentences as they were given. */
  private static List<String> testLines(FinishedRun run) {
    Path copies = new Path(run.root(), RunLayout.translations("copy"));
    return run.files().readLines(copies).stream().filter(line -> !TextLines.isBlank(line)).toList();
  }

  @Override
  public String verify(java.nio.file.Path folder) {
    return TranslationVerifier.verify(folder).summary();
  }
}
