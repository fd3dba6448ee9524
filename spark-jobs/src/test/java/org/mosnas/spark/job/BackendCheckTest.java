package org.mosnas.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class BackendCheckTest {
  @Test
  void saysThatTheGpuBuildFoundNoGpu() {
    assertThatThrownBy(
            () ->
                BackendCheck.require(
                    true,
                    () -> {
                      throw new ExceptionInInitializerError(
                          new RuntimeException(
                              "outer",
                              new UnsatisfiedLinkError("libcuda.so.1: cannot open\nmore")));
                    }))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessage(
            "this is the GPU build (CUDA 11.6), and there is no usable GPU with its driver here"
                + " (libcuda.so.1: cannot open); build for the CPU with ./mvnw -DskipTests package");
  }

  @Test
  void saysThatTheNativeLibraryDoesNotRun() {
    assertThatThrownBy(
            () ->
                BackendCheck.require(
                    false,
                    () -> {
                      throw new NoClassDefFoundError("Could not initialize class Nd4j");
                    }))
        .hasMessageStartingWith(
            "the native library of ND4J does not run here (Could not initialize class Nd4j)");
  }

  @Test
  void acceptsTheBackendOfThisBuild() {
    BackendCheck.require();
  }
}
