package org.mosnas.model.supernet.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mosnas.model.engine.cuda.CudaBench;
import org.mosnas.model.kernel.cuda.CudaStandIn;
import org.mosnas.model.kernel.cuda.Precision;

/** The GPU engine, on a stand-in, computes what the CPU engine does, for random subnets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CudaSupernetTest {
  private static final int SPECS = 60;
  private static final int BERTS = 18;

  private CudaBench bench;
  private RandomPasses passes;

  @BeforeAll
  void open() {
    CudaStandIn.use();
    bench = new CudaBench(Precision.FLOAT32);
    passes = new RandomPasses(bench);
  }

  @AfterAll
  void close() {
    if (passes != null) {
      passes.close();
      bench.close();
      assertThat(CudaStandIn.usedBytes()).as("memory of the device left behind").isZero();
    }
  }

  @RepeatedTest(SPECS)
  void valuesAndGradientsOfARandomSpec(RepetitionInfo repetition) {
    CudaStandIn.set(CudaStandIn.Setting.SEED, repetition.getCurrentRepetition());
    RandomPasses.Distance distance = passes.of(repetition.getCurrentRepetition());
    assertThat(distance.loss()).as("loss").isLessThan(1e-5);
    assertThat(distance.gradient()).as("gradient of %s", distance.worst()).isLessThan(1e-4);
  }

  @RepeatedTest(BERTS)
  void valuesAndGradientsOfARandomBert(RepetitionInfo repetition) {
    CudaStandIn.set(CudaStandIn.Setting.SEED, repetition.getCurrentRepetition());
    RandomPasses.Distance distance = passes.ofBert(repetition.getCurrentRepetition() - 1);
    assertThat(distance.loss()).as("loss").isLessThan(1e-5);
    assertThat(distance.gradient()).as("gradient of %s", distance.worst()).isLessThan(1e-4);
  }

  @Test
  void factorsOfBfloat16MoveGradientsByPartsInAHundred() {
    CudaPasses.Summary passes = CudaPasses.of(8, Precision.BFLOAT16);
    assertThat(passes.loss()).isBetween(1e-5, 5e-3);
    assertThat(passes.median()).isBetween(1e-4, 3e-2);
  }
}
