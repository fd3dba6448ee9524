package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class BlasCoreTest {
  @Test
  void choosesTheNewestKernelsTheProcessorCanRun() {
    assertThat(
            BlasCore.coreFor(Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl", "fma", "avx2")))
        .contains("SKYLAKEX");
    assertThat(BlasCore.coreFor(Set.of("avx512f", "fma", "avx2"))).contains("HASWELL");
    assertThat(BlasCore.coreFor(Set.of("avx2", "fma", "sse4_2"))).contains("HASWELL");
  }

  @Test
  void leavesTheChoiceToTheLibraryOtherwise() {
    assertThat(BlasCore.coreFor(Set.of("avx", "sse4_2"))).isEmpty();
    assertThat(BlasCore.coreFor(Set.of("asimd", "fp"))).isEmpty();
  }
}
