package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.testing.Launcher;
import org.mosnas.spark.testing.Launcher.Outcome;
import org.mosnas.spark.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class KilledExecutorsIT {
  @TempDir private Path folder;

  @Test
  void executorsThatDieChangeNoBit(JavaSparkContext spark) throws Exception {
    String expected = KilledExecutors.undisturbed(spark, folder.resolve("undisturbed"));
    Outcome outcome =
        new Launcher(folder, Map.of("SPARK_HOME", ""))
            .submit(
                KilledExecutors.class,
                List.of("--master=local-cluster[2,1,1024]", "--executor-memory=512m"),
                folder.toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("state " + expected + " died true");
  }
}
