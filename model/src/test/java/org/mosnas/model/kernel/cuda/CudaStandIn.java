package org.mosnas.model.kernel.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.mosnas.model.memory.NativeLibrary;

/**
 * What stands in for a GPU's driver and for cuBLAS in tests: our kernels, compiled by the machine's
 * C++ compiler, on the processor. Tests without a compiler are left out with a message.
 */
public final class CudaStandIn {
  private static final Path SOURCES = Path.of("src/test/cuda");
  private static final Path KERNELS = Path.of("src/main/cuda");
  private static Path library;

  private CudaStandIn() {}

  /** What a test can change of it. */
  public enum Setting {
    /** Decides about the order of threads. */
    SEED(1),
    /** Devices that the driver shows. */
    DEVICES(1),
    /** Memory of the device, in bytes. */
    MEMORY(4L << 30),
    /** Newest CUDA that the driver is for: 1000 * major + 10 * minor. */
    VERSION(12_080);

    private final long usual;

    Setting(long usual) {
      this.usual = usual;
    }
  }

  /** Makes it the GPU of this process, with its usual settings. */
  public static synchronized void use() {
    if (library == null) {
      library = build();
    }
    System.setProperty(CudaSettings.DRIVER, library.toString());
    System.setProperty(CudaSettings.CUBLAS, library.toString());
    for (Setting setting : Setting.values()) {
      set(setting, setting.usual);
    }
  }

  /** Changes a setting; forgets errors. */
  public static void set(Setting setting, long value) {
    try {
      opened()
          .function("standin_set", MethodType.methodType(void.class, int.class, long.class))
          .invoke(setting.ordinal(), value);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bytes of the device that are in use. */
  public static long usedBytes() {
    try {
      return (long) opened().function("standin_used", MethodType.methodType(long.class)).invoke();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static NativeLibrary opened() {
    return NativeLibrary.open(List.of(library.toString()), "it was built just now");
  }

  /** Built once for every state of its sources, in the folder of the build. */
  private static Path build() {
    String compiler = System.getenv().getOrDefault("CXX", "g++");
    try {
      Path target =
          Files.createDirectories(Path.of("target", "cuda"))
              .resolve("libcuda-standin-" + Integer.toHexString(sourcesHash()) + ".so")
              .toAbsolutePath();
      if (Files.exists(target)) {
        return target;
      }
      Path fresh = Files.createTempFile(target.getParent(), "standin", ".so");
      List<String> command = command(compiler, "-O2", "-fPIC", "-shared", "-o", fresh.toString());
      assumeTrue(exists(compiler), "no " + compiler + " to build the stand-in of a GPU with");
      assertThat(output(command)).as("output of %s", command).isEmpty();
      return Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command that compiles the driver with some more options. */
  static List<String> command(String compiler, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                compiler,
                "-std=c++17",
                "-U_FORTIFY_SOURCE",
                "-Wall",
                "-Wno-unknown-pragmas",
                "-Wno-unused-variable",
                "-Wno-sign-compare",
                "-I" + SOURCES,
                "-I" + KERNELS));
    command.addAll(Arrays.asList(options));
    command.add(SOURCES.resolve("driver.cpp").toString());
    return command;
  }

  private static boolean exists(String compiler) {
    try {
      return !output(List.of(compiler, "--version")).isEmpty();
    } catch (UncheckedIOException missing) {
      return false;
    }
  }

  /** What a program says. */
  static String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int unused = process.waitFor();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int sourcesHash() throws IOException {
    int hash = 0;
    for (Path folder : List.of(SOURCES, KERNELS)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          hash = 31 * hash + Arrays.hashCode(Files.readAllBytes(file));
        }
      }
    }
    return hash;
  }
}
