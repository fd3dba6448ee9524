package org.mosnas.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mosnas.spark.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class SharedTest {
  /** Something for which there is no room, or no way to write it. */
  private static final class Unsendable implements Serializable {
    private void writeObject(ObjectOutputStream out) throws IOException {
      throw new IOException("cannot be sent");
    }
  }

  @Test
  void tasksReadTheValueAndItsReplacement(JavaSparkContext spark) {
    try (Shared<String> shared = Shared.of(spark, "old")) {
      assertThat(read(spark, shared)).isEqualTo("old");
      shared.replace("new");
      assertThat(read(spark, shared)).isEqualTo("new");
    }
  }

  @Test
  void aReplacementThatFailsIsWhatIsTold(JavaSparkContext spark) {
    assertThatThrownBy(
            () -> {
              try (Shared<Object> shared = Shared.of(spark, "old")) {
                shared.replace(new Unsendable());
              }
            })
        .hasMessageContaining("cannot be sent")
        .hasNoSuppressedExceptions();
  }

  @Test
  void closingTwiceIsClosing(JavaSparkContext spark) {
    Shared<String> shared = Shared.of(spark, "value");
    shared.close();
    shared.close();
    assertThat(shared.broadcast()).isNull();
  }

  private static String read(JavaSparkContext spark, Shared<String> shared) {
    var broadcast = shared.broadcast();
    return spark.parallelize(List.of(1), 1).map(one -> broadcast.value()).first();
  }
}
