package org.mosnas.example.reconstruction;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.mosnas.example.reconstruction.ReconstructionTask.BagSettings;
import org.mosnas.model.random.Seeds;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageMarker;

/** Draws bags whose words go together: all even, or all odd. */
final class BagStage implements Stage {
  private static final int LONGEST = 6;

  @Override
  public String name() {
    return "prepare";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(BagSettings::from);
  }

  @Override
  public boolean isDone(RunContext context) {
    return false;
  }

  @Override
  public void run(RunContext context) {
    BagSettings settings = context.settings().bind(BagSettings::from);
    SplittableRandom random = Seeds.generator(context.seed(), "bags");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < settings.count(); i++) {
      int parity = random.nextInt(2);
      lines.add(
          random
              .ints(1 + random.nextInt(LONGEST), 0, settings.words() / 2)
              .mapToObj(half -> String.valueOf(2 * half + parity))
              .collect(Collectors.joining(" ")));
    }
    Path file = new Path(context.directory().resolve(RunLayout.DATA), ReconstructionTask.BAGS);
    context.directory().files().writeText(file, String.join("\n", lines) + "\n");
    StageMarker.of(context.directory(), name())
        .write(MadeFrom.nothing().with("data", new BagData(lines).fingerprint()), "");
    context.progress().note(lines.size() + " bags");
  }
}
