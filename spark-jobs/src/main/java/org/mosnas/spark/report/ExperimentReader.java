package org.mosnas.spark.report;

import java.util.List;
import java.util.Optional;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.report.content.Part;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.ConfigSources.StoredConfig;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.SettingsLoader;
import org.mosnas.spark.prepare.PreparedData;
import org.mosnas.spark.stage.Experiment;

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
    return SettingsLoader.create()
        .load(new ConfigSources(List.of(), List.of(), Optional.of(stored)));
  }

  /** The space, the supernet and the data. */
  Part<Experiment> read() {
    return run.part(
        "data/manifest.json",
        "prepare",
        () -> Experiment.of(settings(), PreparedData.open(run.path("data"), run.hadoop())));
  }
}
