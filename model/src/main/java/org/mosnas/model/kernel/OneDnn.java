package org.mosnas.model.kernel;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Set;
import org.mosnas.model.library.LibraryFolder;
import org.mosnas.model.memory.NativeFunctions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The products of oneDNN, which generates its loops for the processor it runs on.
 *
 * <p>Only the library itself is used, called through the foreign linker: the Java side of its
 * package is made for another JavaCPP than ND4J's. Absent on platforms without the library and
 * where the foreign linker is not enabled.
 */
final class OneDnn {
  /** Environment variable; {@code openblas} keeps oneDNN out. */
  static final String VARIABLE = "MOSNAS_BLAS";

  private static final Logger log = LoggerFactory.getLogger(OneDnn.class);
  private static final String FOLDER = "/org/bytedeco/dnnl/linux-x86_64/";
  private static final int RTLD_NOW = 2;
  private static final MethodType PRODUCT =
      MethodType.methodType(
          int.class,
          byte.class,
          byte.class,
          long.class,
          long.class,
          long.class,
          float.class,
          long.class,
          long.class,
          long.class,
          long.class,
          float.class,
          long.class,
          long.class);

  private static final MethodHandle SGEMM;
  private static final MethodHandle BFLOAT16;
  private static final MethodHandle SET_THREADS;

  static {
    MethodHandle sgemm = null;
    MethodHandle bfloat16 = null;
    MethodHandle setThreads = null;
    if (!"openblas".equals(System.getenv(VARIABLE))) {
      try {
        long library = open();
        sgemm = function(library, "dnnl_sgemm", PRODUCT);
        if (multipliesBfloat16(CpuFlags.ofThisMachine())) {
          // Exported for oneDNN's own tests, hence in no header; the version is ours to choose.
          bfloat16 = function(library, "dnnl_gemm_bf16bf16f32", PRODUCT);
        }
        setThreads =
            function(library, "omp_set_num_threads", MethodType.methodType(void.class, int.class));
      } catch (Throwable e) {
        sgemm = null;
        log.warn("oneDNN is not used, products are slower: {}", e.toString());
      }
    }
    SGEMM = sgemm;
    BFLOAT16 = sgemm == null ? null : bfloat16;
    SET_THREADS = setThreads;
  }

  private OneDnn() {}

  /** Whether the library was found. */
  static boolean available() {
    return SGEMM != null;
  }

  /** Whether the library was found and the processor multiplies bfloat16. */
  static boolean hasBfloat16() {
    return BFLOAT16 != null;
  }

  static boolean multipliesBfloat16(Set<String> cpuFlags) {
    return cpuFlags.contains("avx512_bf16") || cpuFlags.contains("amx_bf16");
  }

  /** Keeps products called by this thread on this thread. */
  static void useOneThread() {
    try {
      SET_THREADS.invokeExact(1);
    } catch (Throwable e) {
      throw new IllegalStateException("omp_set_num_threads failed", e);
    }
  }

  /**
   * {@code C = alpha * op(A) * op(B) + beta * C}, row-major, summed up in floats.
   *
   * @param bfloat16 whether {@code A} and {@code B} are of bfloat16; floats otherwise
   * @param transA {@code 'T'} or {@code 'N'}
   * @param transB {@code 'T'} or {@code 'N'}
   * @param a address of the first number, like {@code b} and {@code c}
   */
  static void product(
      boolean bfloat16,
      char transA,
      char transB,
      long m,
      long n,
      long k,
      float alpha,
      long a,
      long strideA,
      long b,
      long strideB,
      float beta,
      long c,
      long strideC) {
    MethodHandle function = bfloat16 ? BFLOAT16 : SGEMM;
    int status;
    try {
      status =
          (int)
              function.invokeExact(
                  (byte) transA,
                  (byte) transB,
                  m,
                  n,
                  k,
                  alpha,
                  a,
                  strideA,
                  b,
                  strideB,
                  beta,
                  c,
                  strideC);
    } catch (Throwable e) {
      throw new IllegalStateException("a product of oneDNN failed", e);
    }
    if (status != 0) {
      throw new IllegalStateException(
          "oneDNN refused a product of " + m + "x" + k + "x" + n + " with status " + status);
    }
  }

  /**
   * Opens the library from the class path, with the OpenMP runtime beside it, for this class alone:
   * other copies of either in this process stay what they are.
   */
  private static long open() throws Throwable {
    unpacked("libgomp.so.1");
    Path library = unpacked("libdnnl.so.3");
    MethodHandle dlopen =
        NativeFunctions.named("dlopen", MethodType.methodType(long.class, long.class, int.class));
    try (NativeFunctions.Text path = new NativeFunctions.Text(library.toString())) {
      long handle = (long) dlopen.invokeExact(path.address(), RTLD_NOW);
      if (handle == 0) {
        throw new IOException(library + " cannot be loaded");
      }
      return handle;
    }
  }

  private static Path unpacked(String name) throws IOException {
    return LibraryFolder.unpacked(OneDnn.class, FOLDER + name)
        .orElseThrow(() -> new IOException("no " + FOLDER + name + " on the class path"));
  }

  private static MethodHandle function(long library, String name, MethodType type)
      throws Throwable {
    MethodHandle dlsym =
        NativeFunctions.named("dlsym", MethodType.methodType(long.class, long.class, long.class));
    try (NativeFunctions.Text text = new NativeFunctions.Text(name)) {
      long address = (long) dlsym.invokeExact(library, text.address());
      if (address == 0) {
        throw new IOException("oneDNN lacks " + name);
      }
      return NativeFunctions.at(address, type);
    }
  }
}
