package org.mosnas.spark.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of every command that reads the configuration. */
final class CommonOptions {
  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Configuration in HOCON; may be repeated, later files win.")
  private List<Path> overlays = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one key of the configuration; may be repeated, wins over --conf.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of every random draw; short for --set seed=N.")
  private Long seed;

  /** The files of {@code --conf}. */
  List<Path> overlays() {
    return overlays;
  }

  /** The pairs of {@code --set}, and the seed. */
  List<String> assignments() {
    List<String> all = new ArrayList<>(assignments);
    if (seed != null) {
      all.add("seed=" + seed);
    }
    return all;
  }
}
