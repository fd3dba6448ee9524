package org.mosnas.spark.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that goes on for a while, or for ever, after it was told to end. */
final class StubbornRun {
  private StubbornRun() {}

  /** Arguments: the run directory, a file for its last words, and "slow" or "deaf". */
  public static void main(String[] args) {
    Stage stage =
        new FakeStage(
            "train",
            context -> {
              System.out.println("started");
              boolean deaf = args[2].equals("deaf");
              while (deaf || !Thread.interrupted()) {
                Thread.onSpinWait();
              }
              finishAFile(Path.of(args[0], "run.lock"), Path.of(args[1]));
            });
    RunRequest request = new RunRequest("train", args[0], List.of(), List.of(), false);
    RunSession.run(request, StagePlan.of(stage), System.out, System.err);
  }

  /** Works for long after the interruption was recorded, and tells whether it may. */
  private static void finishAFile(Path lock, Path words) {
    try {
      Thread.sleep(1000);
      Files.writeString(words, Files.exists(lock) ? "locked" : "not locked");
    } catch (InterruptedException twice) {
      throw new IllegalStateException(twice);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
