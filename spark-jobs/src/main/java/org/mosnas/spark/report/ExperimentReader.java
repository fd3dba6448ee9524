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
import org.mosnas.spark.stage.Experiment;
import org.mosnas.spark.task.TaskData;

/** The configuration that a run remembers, and what it makes of the run's data. */
final class ExperimentReader {
  private final RunFiles run;

  ExperimentReader(RunFiles run) {
    this.run = run;
  }

  /** The stored configuration. */
  EffectiveConfig settings() {
    StoredConfig stored =
        StoredConfig.of(run.folder().toString(), run.hadoop())
            .orElseThrow(
                () -> new MosnasException(ErrorKind.DATA, "the run has no effective.conf"));
    return SettingsLoader.with(run.catalog().extensions())
        .load(new ConfigSources(List.of(), List.of(), Optional.of(stored)));
  }

  /** The space, the supernet and the data. */
  SearchSpace space() {
    return run.catalog().space(settings()).space();
  }

  Part<Experiment> read() {
    return run.part(
        RunLayout.DATA_MANIFEST,
        "prepare",
        () -> {
          EffectiveConfig settings = settings();
          TaskData data = run.catalog().task(settings).open(run.path(RunLayout.DATA), run.hadoop());
          return Experiment.of(settings, run.catalog(), data);
        });
  }
}
