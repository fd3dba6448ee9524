package org.mosnas.spark.export;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.ProfileSettings;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.ConfigSources.StoredConfig;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.SettingsLoader;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.RunMember;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.stage.Experiment;
import org.mosnas.spark.stage.Member;
import org.mosnas.spark.stage.SubnetFiles;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.task.Task;
import org.mosnas.spark.task.TaskData;

/**
 * What a run leaves to answer with. Read without the lock of the run directory: that does not keep
 * a nightly run from starting.
 *
 * @param directory of the run, as it was named
 * @param settings of the run, or those given in their place
 * @param task that the subnet was finetuned on
 * @param data of that task
 * @param subnet the finetuned winner
 * @param engine what computes
 * @param latency how latencies of the run were measured
 * @param madeFrom name of what it was made from; empty if there is none at the moment
 * @param outdatedBy the stage that was done again since, or that makes the winner anew at the
 *     moment; usually empty
 * @param member which one of the run it is
 */
public record Winner(
    String directory,
    EffectiveConfig settings,
    Task task,
    TaskData data,
    DenseSubnet subnet,
    EngineKind engine,
    LatencyProtocol latency,
    String madeFrom,
    Optional<String> outdatedBy,
    Member member) {

  /**
   * Reads the winner of a run, or another member of its family.
   *
   * @param named the run, and the member that is asked for
   * @param overlays configuration files, in place of the run's own configuration if there are any
   * @param assignments keys that win over either
   * @param task name of the task that the winner has to have learnt
   * @throws MosnasException of kind DATA if the run has no winner yet, or one that learnt another
   *     task
   */
  public static Winner read(
      RunMember named,
      List<java.nio.file.Path> overlays,
      List<String> assignments,
      String task,
      Catalog catalog,
      Configuration hadoop) {
    String directory = named.directory();
    EffectiveConfig settings = settings(directory, overlays, assignments, catalog, hadoop);
    Task learnt = catalog.target(settings);
    if (!learnt.name().equals(task)) {
      throw new MosnasException(
          ErrorKind.DATA,
          String.format(
              Locale.ROOT,
              "%s: the winner of this run learnt the task %s, expected %s; name another run",
              directory,
              learnt.name(),
              task));
    }
    Path root = Locations.of(directory, hadoop);
    AtomicFiles storage = AtomicFiles.on(root, hadoop);
    Member wanted = Member.named(settings, named.name());
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
    String folder = catalog.transfers(settings) ? RunLayout.TARGET_DATA : RunLayout.DATA;
    TaskData data = learnt.open(new Path(root, folder), hadoop);
    Experiment experiment = Experiment.of(settings, catalog, data);
    StageMarker finetune = StageMarker.in(storage, root, wanted.finetuning());
    return new Winner(
        directory,
        settings,
        learnt,
        data,
        files.read(experiment.space(), experiment.shape()),
        experiment.model().engine(),
        settings.bind(ProfileSettings::from).networkProtocol(experiment.space().referenceLength()),
        finetune.fingerprint(),
        outdatedBy(finetune, wanted.finetuning()),
        wanted);
  }

  /** The task that the winner of a run learns. */
  static Task task(String directory, Catalog catalog, Configuration hadoop) {
    return catalog.target(settings(directory, List.of(), List.of(), catalog, hadoop));
  }

  private static EffectiveConfig settings(
      String directory,
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
    return SettingsLoader.with(catalog.extensions())
        .load(new ConfigSources(overlays, assignments, Optional.of(stored)));
  }

  private static Optional<String> outdatedBy(StageMarker finetune, String stage) {
    return finetune.asInput().isEmpty() ? Optional.of(stage) : finetune.outdatedBy();
  }
}
