package org.mosnas.spark.job;

import java.nio.file.Path;
import java.util.List;

/**
 * What a user asked a command for.
 *
 * @param command name of the command
 * @param directory path or URI of the run directory
 * @param overlays configuration files, later ones win
 * @param assignments {@code key=value} pairs, which win over the files
 * @param resume whether to go on from what an interrupted run left
 */
public record RunRequest(
    String command,
    String directory,
    List<Path> overlays,
    List<String> assignments,
    boolean resume) {
  /** Copies the lists. */
  public RunRequest {
    overlays = List.copyOf(overlays);
    assignments = List.copyOf(assignments);
  }
}
