package org.mosnas.spark.job;

import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.nd4j.linalg.factory.Nd4j;

/** Tells in one line why ND4J's backend, which is chosen at build time, does not run here. */
public final class BackendCheck {
  private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  private BackendCheck() {}

  /**
   * Starts ND4J.
   *
   * @throws MosnasException of kind USAGE if its backend cannot run on this machine
   */
  public static void require() {
    require(isCudaBuild(), () -> Nd4j.getBackend().getClass().getName());
  }

  /** As {@link #require}, at once for a build with the GPU backend; others start when needed. */
  static void refuseUnusableGpuBuild() {
    if (isCudaBuild()) {
      require();
    }
  }

  /** Something that starts the backend and says which it is. */
  @FunctionalInterface
  interface Start {
    String backend() throws Exception;
  }

  static void require(boolean cuda, Start start) {
    try {
      start.backend();
    } catch (Exception | LinkageError failure) {
      throw new MosnasException(ErrorKind.USAGE, explain(cuda, failure), failure);
    }
  }

  private static String explain(boolean cuda, Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String reason = String.valueOf(root.getMessage()).strip().lines().findFirst().orElse("");
    return cuda
        ? "this is the GPU build (CUDA 11.6), and there is no usable GPU with its driver here ("
            + reason
            + "); build for the CPU with ./mvnw -DskipTests package"
        : "the native library of ND4J does not run here ("
            + reason
            + "); it needs Linux on x86-64 with glibc";
  }

  private static boolean isCudaBuild() {
    try {
      Class.forName(CUDA_BACKEND, false, BackendCheck.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException nativeBuild) {
      return false;
    }
  }
}
