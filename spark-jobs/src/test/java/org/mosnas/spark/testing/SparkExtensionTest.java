package org.mosnas.spark.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class SparkExtensionTest {
  @Test
  void givesOneSessionThatRunsJobs(SparkSession session, JavaSparkContext context) {
    assertThat(context.sc()).isSameAs(session.sparkContext());
    assertThat(context.defaultParallelism()).isEqualTo(SparkExtension.CORES);
    assertThat(context.parallelize(List.of(1, 2, 3), 3).map(x -> x * x).reduce(Integer::sum))
        .isEqualTo(14);
  }
}
