package org.mosnas.model.kernel.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** What a machine lacks is said in one message, with what to do. */
class CudaMessagesTest {
  @BeforeEach
  void standIn() {
    CudaStandIn.use();
  }

  @AfterEach
  void reset() {
    CudaStandIn.use();
    System.clearProperty(CudaSettings.DEVICE);
  }

  @Test
  void noDriver() {
    System.setProperty(CudaSettings.DRIVER, "/nowhere/libcuda.so.1");
    refused(
        ErrorKind.USAGE,
        "/nowhere/libcuda.so.1",
        "needs NVIDIA's driver, version 525 or newer",
        "MOSNAS_CUDA_DRIVER",
        "model.engine = tape");
  }

  @Test
  void aLibraryThatIsNoDriver() {
    System.setProperty(CudaSettings.DRIVER, "libm.so.6");
    refused(ErrorKind.USAGE, "libm.so.6 has no function cuInit", "525 or newer");
  }

  @Test
  void anOldDriver() {
    CudaStandIn.set(CudaStandIn.Setting.VERSION, 11_040);
    refused(ErrorKind.USAGE, "is for CUDA 11.4, and 12.0 is needed");
  }

  @Test
  void noDevice() {
    CudaStandIn.set(CudaStandIn.Setting.DEVICES, 0);
    refused(ErrorKind.USAGE, "needs device 0 and this machine shows 0", "nvidia-smi");
  }

  @Test
  void aDeviceThatIsNotThere() {
    System.setProperty(CudaSettings.DEVICE, "3");
    refused(ErrorKind.USAGE, "needs device 3 and this machine shows 1", "MOSNAS_CUDA_DEVICE");
  }

  @Test
  void aDeviceThatIsNoNumber() {
    System.setProperty(CudaSettings.DEVICE, "first");
    refused(ErrorKind.USAGE, "mosnas.cuda.device must be the number of a device, was \"first\"");
  }

  @Test
  void noCublas() {
    System.setProperty(CudaSettings.CUBLAS, "/nowhere/libcublas.so.13");
    refused(ErrorKind.USAGE, "/nowhere/libcublas.so.13", "cuBLAS of CUDA 12 or 13", "PyPI");
  }

  @Test
  void aFullDevice() {
    try (Gpu gpu = Gpu.open()) {
      CudaStandIn.set(CudaStandIn.Setting.MEMORY, CudaStandIn.usedBytes() + 1000);
      assertThatThrownBy(() -> gpu.allocate(4096))
          .isInstanceOfSatisfying(
              MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCES))
          .hasMessageContaining("no room for 4096 more bytes: 1000 of its")
          .hasMessageContaining("smaller batches");
    }
    assertThat(CudaStandIn.usedBytes()).isZero();
  }

  @Test
  void aDeviceThatIsThereSaysWhatItIs() {
    try (Gpu gpu = Gpu.open()) {
      assertThat(gpu.info().name()).isEqualTo("this processor");
      assertThat(gpu.info().capability()).isEqualTo("8.0");
      assertThat(gpu.info().driver()).isEqualTo("12.8");
      assertThat(gpu.info().cublas()).startsWith("12.8.0 (");
    }
  }

  private static void refused(ErrorKind kind, String... parts) {
    assertThatThrownBy(Gpu::open)
        .isInstanceOfSatisfying(MosnasException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContainingAll(parts);
  }
}
