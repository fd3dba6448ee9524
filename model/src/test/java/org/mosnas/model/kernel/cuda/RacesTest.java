package org.mosnas.model.kernel.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.MosnasException;

/** The stand-in finds missing barriers, and what is written where nothing is. */
class RacesTest {
  private static final int THREADS = 128;
  private static final List<Integer> SCHEDULES = List.of(1, 2, 3);

  private Gpu gpu;

  @BeforeEach
  void open() {
    CudaStandIn.use();
    gpu = Gpu.open();
  }

  @AfterEach
  void close() {
    CudaStandIn.use();
    gpu.close();
  }

  @Test
  void aKernelWithAllBarriersIsRightOnEverySchedule() {
    for (int schedule : SCHEDULES) {
      assertThat(run("race_none", schedule)).containsOnly(3f * sum(schedule));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"race_read_too_early", "race_written_too_early"})
  void aMissingBarrierIsFoundOnEverySchedule(String kernel) {
    int rounds = kernel.equals("race_read_too_early") ? 1 : 3;
    for (int schedule : SCHEDULES) {
      float right = rounds * sum(schedule);
      float[] sums = run(kernel, schedule);
      assertThat(IntStream.range(0, THREADS).anyMatch(i -> sums[i] != right))
          .as("schedule %d", schedule)
          .isTrue();
    }
  }

  @Test
  void threadsThatNeverMeetEndTheKernel() {
    try (DeviceMemory y = gpu.allocate(THREADS * Float.BYTES)) {
      gpu.fill(y.address(), 0, THREADS);
      assertThatThrownBy(() -> gpu.launch("race_stuck").with(y.address()).run(1, THREADS))
          .isInstanceOf(MosnasException.class)
          .hasMessageContaining("CUDA_ERROR_LAUNCH_TIMEOUT")
          .hasMessageContaining("the last checkpoint is kept");
      CudaStandIn.use();
    }
  }

  @Test
  void whatIsWrittenBehindABlockIsFoundWhenTheHostWaits() {
    DeviceMemory x = gpu.allocate(THREADS * Float.BYTES);
    gpu.fill(x.address(), 0, THREADS + 1);
    assertThatThrownBy(gpu::synchronize)
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("CUDA_ERROR_ILLEGAL_ADDRESS");
    CudaStandIn.use();
    x.close();
  }

  private static float sum(int schedule) {
    return schedule * THREADS * (THREADS + 1) / 2f;
  }

  /** Other numbers for every schedule: shared memory still holds those of the last one. */
  private float[] run(String kernel, int schedule) {
    CudaStandIn.set(CudaStandIn.Setting.SEED, schedule);
    float[] values = new float[THREADS];
    for (int i = 0; i < THREADS; i++) {
      values[i] = schedule * (i + 1f);
    }
    try (DeviceMemory x = gpu.allocate(THREADS * Float.BYTES);
        DeviceMemory y = gpu.allocate(THREADS * Float.BYTES)) {
      gpu.upload(values, x.address());
      gpu.launch(kernel).with(x.address()).with(y.address()).run(1, THREADS);
      return gpu.download(y.address(), THREADS);
    }
  }
}
