package org.mosnas.spark.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.mosnas.spark.run.RunDirectory;
import org.mosnas.spark.run.RunLayout;

/**
 * What a user gave on top of the defaults.
 *
 * @param overlays HOCON files; later ones win
 * @param assignments {@code key=value} pairs, which win over the files; keys with or without the
 *     leading {@code mosnas.}
 * @param stored the configuration that a run directory remembers; the base where no overlay is
 *     given
 */
public record ConfigSources(
    List<Path> overlays, List<String> assignments, Optional<StoredConfig> stored) {
  /** Copies the lists. */
  public ConfigSources {
    overlays = List.copyOf(overlays);
    assignments = List.copyOf(assignments);
  }

  /** Nothing but the defaults. */
  public static ConfigSources none() {
    return new ConfigSources(List.of(), List.of(), Optional.empty());
  }

  /**
   * A configuration that was stored with a run.
   *
   * @param text HOCON
   * @param origin where it was read, for messages
   */
  public record StoredConfig(String text, String origin) {

    /** What the last command in a run directory ran with, if there was one. */
    public static Optional<StoredConfig> of(String directory, Configuration hadoop) {
      return RunDirectory.storedConfiguration(directory, hadoop)
          .map(text -> new StoredConfig(text, directory + "/" + RunLayout.CONFIGURATION));
    }
  }
}
