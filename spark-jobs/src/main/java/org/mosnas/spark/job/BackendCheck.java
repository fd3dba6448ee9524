package org.mosnas.spark.job;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in one line why ND4J's backend, which is chosen at build time, does not run here. */
public final class BackendCheck {
  private static final Logger log = LoggerFactory.getLogger(BackendCheck.class);

  /** ND4J prints why a library could not be loaded, and throws something that does not tell. */
  private static final Pattern UNLINKED = Pattern.compile("UnsatisfiedLinkError: (.*)");

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
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      start.backend();
      err.print(said.toString(StandardCharsets.UTF_8));
    } catch (Exception | LinkageError failure) {
      String printed = said.toString(StandardCharsets.UTF_8);
      log.error("ND4J's backend does not start; it printed:\n{}", printed);
      throw new MosnasException(ErrorKind.USAGE, explain(cuda, failure, printed), failure);
    } finally {
      System.setErr(err);
    }
  }

  private static String explain(boolean cuda, Throwable failure, String printed) {
    Matcher unlinked = UNLINKED.matcher(printed);
    String reason = unlinked.find() ? unlinked.group(1) : rootMessage(failure);
    return cuda
        ? "this is the GPU build (CUDA 11.6), and there is no usable GPU with its driver here ("
            + reason
            + "); build for the CPU with ./mvnw -DskipTests package"
        : "the native library of ND4J does not run here ("
            + reason
            + "); it needs Linux on x86-64 with glibc";
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).strip().lines().findFirst().orElse("");
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
