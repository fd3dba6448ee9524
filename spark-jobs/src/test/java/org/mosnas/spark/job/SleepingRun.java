package org.mosnas.spark.job;

import java.util.List;

/** A process of its own that works until it is told to end. */
final class SleepingRun {
  private SleepingRun() {}

  public static void main(String[] args) {
    Stage stage =
        new FakeStage(
            "train",
            context -> {
              System.out.println("started");
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException unexpected) {
                throw new IllegalStateException(unexpected);
              }
            });
    RunRequest request = new RunRequest("train", args[0], List.of(), List.of(), false);
    RunSession.run(request, StagePlan.of(stage), System.out, System.err);
  }
}
