package org.mosnas.spark.report;

import java.util.List;
import java.util.Optional;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.ConfigSources.StoredConfig;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.SettingsLoader;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.stage.Experiment;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.task.Task;
import org.mosnas.spark.task.TaskData;
import org.mosnas.spark.task.TaskReport;

/** The configuration that a run remembers, and what it makes of the run's data. */
final class ExperimentReader {
  private final StoredRun run;
  private final Catalog catalog;

  ExperimentReader(StoredRun run, Catalog catalog) {
    this.run = run;
    this.catalog = catalog;
  }

  /** The stored configuration. */
  EffectiveConfig settings() {
    StoredConfig stored =
        StoredConfig.of(run.folder().toString(), run.hadoop())
            .orElseThrow(
                () -> new MosnasException(ErrorKind.DATA, "the run has no effective.conf"));
    return SettingsLoader.with(catalog.extensions())
        .load(new ConfigSources(List.of(), List.of(), Optional.of(stored)));
  }

  /** What is reported of the task that the supernet is trained for. */
  TaskReport task() {
    return catalog.task(settings()).report();
  }

  /** What is reported of the task that the winner is finetuned and scored on. */
  TaskReport target() {
    return catalog.target(settings()).report();
  }

  /** Whether those are two. */
  boolean transfers() {
    return catalog.transfers(settings());
  }

  /** The space. */
  SearchSpace space() {
    return catalog.space(settings()).space();
  }

  /** The space, the supernet and the data. */
  Part<Experiment> read() {
    return run.part(RunLayout.DATA_MANIFEST, "prepare", this::supernet);
  }

  /** The same on the data of the task that the searched subnet is finetuned on. */
  Part<Experiment> readTarget() {
    return run.part(
        RunLayout.DATA_MANIFEST,
        "prepare",
        () -> {
          EffectiveConfig settings = settings();
          return catalog.transfers(settings)
              ? supernet().on(open(catalog.target(settings), RunLayout.TARGET_DATA))
              : supernet();
        });
  }

  private Experiment supernet() {
    EffectiveConfig settings = settings();
    return Experiment.of(settings, catalog, open(catalog.task(settings), RunLayout.DATA));
  }

  private TaskData open(Task task, String folder) {
    return task.open(run.path(folder), run.hadoop());
  }
}
