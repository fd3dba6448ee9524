package org.mosnas.spark.translation.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.mosnas.model.export.BundleConfig;
import org.mosnas.model.export.BundleWriter;
import org.mosnas.model.export.BundleWriter.Content;
import org.mosnas.model.export.EngineVectors;
import org.mosnas.model.export.TestVectors;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.text.TextLines;
import org.mosnas.onnx.BundleVerifier;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.translation.Winner;
import org.mosnas.spark.translation.evaluate.EvaluateSettings;

/** Exports the winner of a finished run as a bundle, and verifies the bundle in ONNX Runtime. */
public final class RunExport {
  private static final int TRANSLATIONS = 100;

  private RunExport() {}

  /**
   * Exports a run.
   *
   * @param directory of the run, on any Hadoop file system
   * @param member the member of its family that is exported; the winner if none is named
   * @param target folder of the bundle, on this machine
   * @param existing what to do about a bundle that is there already
   * @param catalog of families and tasks
   * @param progress told in one line each what was done
   * @throws org.mosnas.model.error.MosnasException of kind USAGE if the folder is taken, of kind
   *     DATA if the run is not finished or if the bundle does not compute what our engine does;
   *     nothing is left in the folder then
   */
  public static void run(
      String directory,
      Optional<String> member,
      Path target,
      BundleWriter.Existing existing,
      Catalog catalog,
      Configuration hadoop,
      Consumer<String> progress) {
    BundleWriter writer = new BundleWriter(target, existing);
    FinishedRun run = FinishedRun.read(directory, member, catalog, hadoop);
    Winner winner = run.winner();
    EvaluateSettings settings = winner.settings();
    List<String> lines = run.testLines().stream().filter(line -> !TextLines.isBlank(line)).toList();
    TestVectors vectors =
        EngineVectors.compute(
            winner.subnet(),
            winner.text(),
            lines.subList(0, Math.min(TRANSLATIONS, lines.size())),
            settings.decode(),
            settings.batchSentences());
    progress.accept("translated " + vectors.translated().size() + " test sentences on the engine");
    BundleConfig config =
        new BundleConfig(
            winner.languages().source(),
            winner.languages().target(),
            TranslationShape.of(winner.subnet()),
            winner.text().format(),
            settings.decode(),
            settings.batchSentences());
    String readme = new ModelCard(run, config).markdown();
    writer.write(
        new Content(config, winner.text(), winner.subnet(), vectors, readme),
        folder -> progress.accept("verified: " + BundleVerifier.verify(folder).summary()));
    progress.accept("bundle in " + target);
  }
}
