package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.testing.Launcher;
import org.mosnas.spark.testing.Launcher.Outcome;
import org.mosnas.spark.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class KilledExecutorsIT {
  @TempDir private static Path folder;
  private static Outcome outcome;

  @BeforeAll
  static void submit() throws Exception {
    outcome =
        new Launcher(folder, Map.of("SPARK_HOME", ""))
            .submit(
                KilledExecutors.class,
                List.of("--master=local-cluster[2,1,1024]", "--executor-memory=512m"),
                folder.toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  @Test
  void executorsThatDieChangeNoBit(JavaSparkContext spark) {
    String expected = KilledExecutors.undisturbed(spark, folder.resolve("undisturbed"));
    assertThat(outcome.out()).contains("state " + expected + " died true");
  }

  @Test
  void executorsFreeTheirReplicasWhenTrainingEnds() {
    assertThat(outcome.out()).contains("replicas kept true then 0\n");
  }

  @Test
  void executorsOfOneMachineMeasureOneAtATimeAndNoHardwareIsLeftOutInSilence() {
    assertThat(outcome.out())
        .contains(
            "one machine: 2 executors, results [alone], missing [], silent []\n",
            "two machines: 2 executors, results [alone, alone], missing [], silent []\n",
            "two classes: 2 executors, results [alone, alone], missing [], silent []\n",
            "out of reach: 2 executors, results [alone], missing [gone], silent []\n");
  }
}
