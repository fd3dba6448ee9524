package org.mosnas.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class LazySparkTest {
  @Test
  void resultsAreLimitedOnlyWhereTheUserSaysSo() {
    SparkConf conf = new SparkConf(false);
    assertThat(LazySpark.missing(conf)).containsEntry("spark.driver.maxResultSize", "0");
    conf.set("spark.driver.maxResultSize", "3g");
    assertThat(LazySpark.missing(conf)).isEmpty();
  }
}
