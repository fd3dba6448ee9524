package org.mosnas.model.kernel.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyKernelIsRightOnEverySchedule(long seed) {
    CudaStandIn.use();
    CudaStandIn.set(CudaStandIn.Setting.SEED, seed);
    KernelChecks.errors(seed)
        .forEach((kernel, error) -> assertThat(error).as(kernel).isLessThan(5e-6));
  }
}
