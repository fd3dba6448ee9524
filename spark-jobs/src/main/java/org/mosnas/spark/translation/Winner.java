package org.mosnas.spark.translation;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.ProfileSettings;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.ConfigSources.StoredConfig;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.SettingsLoader;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.stage.Experiment;
import org.mosnas.spark.stage.Member;
import org.mosnas.spark.stage.SubnetFiles;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.task.TaskData;
import org.mosnas.spark.translation.evaluate.EvaluateSettings;
import org.mosnas.spark.translation.prepare.PrepareSettings.Languages;
import org.mosnas.spark.translation.prepare.PreparedData;

/**
 * What a run leaves to translate with. Read without the lock of the run directory: translating does
 * not keep a nightly run from starting.
 *
 * @param text turns lines into ids and back
 * @param subnet the finetuned winner
 * @param engine what computes
 * @param settings how to search
 * @param languages what is translated into what
 * @param latency how latencies of the run were measured
 * @param madeFrom name of what it was made from; empty if there is none at the moment
 * @param outdatedBy the stage that was done again since, or that makes the winner anew at the
 *     moment; usually empty
 * @param member which one of the run it is
 */
public record Winner(
    TextPipeline text,
    DenseSubnet subnet,
    EngineKind engine,
    EvaluateSettings settings,
    Languages languages,
    LatencyProtocol latency,
    String madeFrom,
    Optional<String> outdatedBy,
    Member member) {

  /**
   * Reads the winner of a run, or another member of its family.
   *
   * @param directory of the run
   * @param member its name; the winner if none is given
   * @param overlays configuration files, in place of the run's own configuration if there are any
   * @param assignments keys that win over either
   * @throws MosnasException of kind DATA if the run has no winner yet
   */
  public static Winner read(
      String directory,
      Optional<String> member,
      List<java.nio.file.Path> overlays,
      List<String> assignments,
      Catalog catalog,
      Configuration hadoop) {
    StoredConfig stored =
        StoredConfig.of(directory, hadoop)
            .orElseThrow(
                () ->
                    new MosnasException(
                        ErrorKind.DATA,
                        directory + ": no run here; name the directory of a finished run"));
    EffectiveConfig settings =
        SettingsLoader.with(catalog.extensions())
            .load(new ConfigSources(overlays, assignments, Optional.of(stored)));
    Path root = Locations.of(directory, hadoop);
    AtomicFiles storage = AtomicFiles.on(root, hadoop);
    Member wanted = Member.named(settings, member);
    SubnetFiles files = new SubnetFiles(storage, new Path(root, wanted.subnet()));
    if (!files.exist()) {
      throw new MosnasException(
          ErrorKind.DATA,
          directory
              + (wanted.isWinner()
                  ? ": the run has no winner yet"
                  : ": the run has no finetuned member \"" + wanted.name() + "\" yet")
              + "; finish it with \"mos run --run-dir "
              + directory
              + " --resume\"");
    }
    TaskData opened = catalog.task(settings).open(new Path(root, RunLayout.DATA), hadoop);
    Experiment experiment = Experiment.of(settings, catalog, opened);
    PreparedData data = TranslationTask.data(experiment);
    StageMarker finetune = StageMarker.in(storage, root, wanted.finetuning());
    return new Winner(
        data.pipeline(),
        files.read(experiment.space(), experiment.shape()),
        experiment.model().engine(),
        settings.bind(EvaluateSettings::from),
        data.manifest().languages(),
        settings.bind(ProfileSettings::from).networkProtocol(experiment.space().referenceLength()),
        finetune.fingerprint(),
        outdatedBy(finetune, wanted.finetuning()),
        wanted);
  }

  private static Optional<String> outdatedBy(StageMarker finetune, String stage) {
    return finetune.asInput().isEmpty() ? Optional.of(stage) : finetune.outdatedBy();
  }
}
