package org.mosnas.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
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
  void tellsWhatNd4jOnlyPrints() {
    PrintStream err = System.err;
    assertThatThrownBy(
            () ->
                BackendCheck.require(
                    true,
                    () -> {
                      System.err.println(
                          "java.lang.UnsatisfiedLinkError: libjnicudart.so: libcuda.so.1: not found"
                              + "\n\tat java.base/java.lang.System.load(System.java:1970)");
                      throw new IllegalStateException("ensure that you have an nd4j backend");
                    }))
        .hasMessageContaining("here (libjnicudart.so: libcuda.so.1: not found); build for the CPU");
    assertThat(System.err).isSameAs(err);
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
