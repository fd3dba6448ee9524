package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class RoundMemoryCheckTest {
  private static final long GB = 1 << 30;
  private static final long FLOATS = 100_000_000;

  @Test
  void namesWhatToGiveTheDriver() {
    refused(check(conf("local[2]"), 4 * GB), ErrorKind.RESOURCES)
        .hasMessageMatching(
            "not enough memory: training 100,000,000 parameters takes at least \\d+\\.\\d GB of heap"
                + " on the driver, which has 4\\.0 GB; give --driver-memory \\d+g, or take a"
                + " smaller space, fewer experts or a smaller vocabulary");
    accepted(check(conf("local[2]"), 12 * GB));
  }

  @Test
  void tasksOfLocalModeShareTheHeapOfTheDriver() {
    RoundMemory memory = new RoundMemory(FLOATS);
    accepted(check(conf("local[1]"), memory.local(1)));
    refused(check(conf("local[2]"), memory.local(1)), ErrorKind.RESOURCES);
    accepted(check(conf("local[8]").set("spark.task.cpus", "8"), memory.local(1)));
  }

  @Test
  void namesWhatToGiveExecutors() {
    refused(check(conf("yarn").set("spark.executor.memory", "2g"), 12 * GB), ErrorKind.RESOURCES)
        .hasMessageContaining(
            "of heap on every executor, which has 2.0 GB; give --executor-memory");
    accepted(check(conf("yarn").set("spark.executor.memory", "12g"), 12 * GB));
  }

  @Test
  void countsTheTasksThatAnExecutorRunsAtOnce() {
    // Without a unit Spark counts in mebibytes.
    long one = (new RoundMemory(FLOATS).executor(1) >> 20) + 1;
    SparkConf conf = conf("yarn").set("spark.executor.memory", Long.toString(one));
    accepted(check(conf, 12 * GB));
    accepted(check(conf.set("spark.executor.cores", "2"), 12 * GB));
    refused(check(conf.set("spark.executor.instances", "1"), 12 * GB), ErrorKind.RESOURCES);
  }

  @Test
  void namesALimitOnResultsThatIsTooSmall() {
    refused(
            check(conf("local[2]").set("spark.driver.maxResultSize", "512m"), 64 * GB),
            ErrorKind.USAGE)
        .hasMessageMatching(
            "spark\\.driver\\.maxResultSize is 512m, but every round of training 100,000,000"
                + " parameters brings 1\\.1 GB to the driver; set it to 2g or more, or leave it out");
    accepted(check(conf("local[2]").set("spark.driver.maxResultSize", "2g"), 64 * GB));
    refused(check(new SparkConf(false).setMaster("local"), 64 * GB), ErrorKind.USAGE)
        .hasMessageContaining("is 1g, but");
  }

  private static SparkConf conf(String master) {
    return new SparkConf(false).setMaster(master).set("spark.driver.maxResultSize", "0");
  }

  private static RoundMemoryCheck check(SparkConf conf, long heap) {
    return new RoundMemoryCheck(conf, heap);
  }

  private static void accepted(RoundMemoryCheck check) {
    assertThatCode(() -> check.require(FLOATS, 2)).doesNotThrowAnyException();
  }

  private static AbstractThrowableAssert<?, ?> refused(RoundMemoryCheck check, ErrorKind kind) {
    return assertThatThrownBy(() -> check.require(FLOATS, 2))
        .isInstanceOfSatisfying(MosnasException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
