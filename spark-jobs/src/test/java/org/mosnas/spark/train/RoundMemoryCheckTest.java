package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class RoundMemoryCheckTest {
  private static final long GB = 1 << 30;
  private static final long FLOATS = 100_000_000;

  @Test
  void aHeapNeedsNoMoreForMoreParameters() {
    RoundMemory memory = new RoundMemory(FLOATS);
    assertThat(memory.heap(2)).isEqualTo(new RoundMemory(4 * FLOATS).heap(2)).isLessThan(GB / 2);
    assertThat(memory.driver()).isEqualTo(new RoundMemory(4 * FLOATS).driver());
    accepted(check(conf("local[2]"), GB, 16 * GB));
  }

  @Test
  void namesWhatToGiveTheDriver() {
    refused(check(conf("local[2]"), GB / 8, 16 * GB))
        .hasMessage(
            "not enough memory: training 100,000,000 parameters takes at least 0.3 GB of heap on the"
                + " driver, which has 0.1 GB; give --driver-memory 1g, or take a smaller space,"
                + " fewer experts or a smaller vocabulary");
  }

  @Test
  void replicasOfLocalModeShareTheMachine() {
    RoundMemory memory = new RoundMemory(FLOATS);
    long one = memory.heap(1) + memory.outsideHeap(1);
    accepted(check(conf("local[1]"), GB, one));
    refused(check(conf("local[2]"), GB, one))
        .hasMessageContaining(
            "takes at least 4.0 GB for 2 replicas at once, and there are 2.1 GB here; train on fewer"
                + " cores (--master local[1]), or take");
    accepted(check(conf("local[8]").set("spark.task.cpus", "8"), GB, one));
  }

  @Test
  void namesWhatToGiveExecutors() {
    refused(check(conf("spark://one:7077").set("spark.executor.memory", "200m"), GB, GB))
        .hasMessageContaining(
            "of heap on every executor, which has 0.2 GB; give --executor-memory 1g");
    accepted(check(conf("spark://one:7077").set("spark.executor.memory", "1g"), GB, GB));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yarn", "k8s://https://host:6443"})
  void namesTheOverheadOfContainers(String master) {
    refused(check(conf(master).set("spark.executor.memory", "1g"), GB, GB))
        .hasMessageContaining(
            "takes at least 2.1 GB in every executor's container, which has 1.0 GB for heap and 0.4"
                + " GB beside it; give --conf spark.executor.memoryOverhead=3g");
    accepted(
        check(
            conf(master)
                .set("spark.executor.memory", "1g")
                .set("spark.executor.memoryOverhead", "3g"),
            GB,
            GB));
    accepted(check(conf(master).set("spark.executor.memoryOverheadFactor", "2"), GB, GB));
  }

  @Test
  void countsTheTasksThatAnExecutorRunsAtOnce() {
    SparkConf conf = conf("yarn").set("spark.executor.memoryOverhead", "2g");
    accepted(check(conf, GB, GB));
    accepted(check(conf.set("spark.executor.cores", "2"), GB, GB));
    refused(check(conf.set("spark.executor.instances", "1"), GB, GB))
        .hasMessageContaining("takes at least 4.0 GB in every executor's container");
  }

  private static SparkConf conf(String master) {
    return new SparkConf(false).setMaster(master);
  }

  private static RoundMemoryCheck check(SparkConf conf, long heap, long machine) {
    return new RoundMemoryCheck(conf, new RoundMemoryCheck.Here(heap, machine));
  }

  private static void accepted(RoundMemoryCheck check) {
    assertThatCode(() -> check.require(FLOATS, 2)).doesNotThrowAnyException();
  }

  private static AbstractThrowableAssert<?, ?> refused(RoundMemoryCheck check) {
    return assertThatThrownBy(() -> check.require(FLOATS, 2))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCES));
  }
}
