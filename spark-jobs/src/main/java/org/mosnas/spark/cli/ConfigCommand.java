package org.mosnas.spark.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.SettingsLoader;
import org.mosnas.spark.task.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the configuration that a command would run with; the launcher ships it to clusters. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description =
        "Prints the configuration that a command would start a run with, in HOCON: the defaults"
            + " under the files of --conf under --set.")
final class ConfigCommand implements Runnable {
  private final Catalog catalog;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  ConfigCommand(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void run() {
    EffectiveConfig config =
        SettingsLoader.with(catalog.extensions())
            .load(new ConfigSources(common.overlays(), common.assignments(), Optional.empty()));
    PrintWriter out = spec.commandLine().getOut();
    out.print(config.render());
    out.flush();
  }
}
