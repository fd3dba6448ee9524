package org.mosnas.model.kernel;

import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import jdk.incubator.foreign.CLinker;
import jdk.incubator.foreign.FunctionDescriptor;
import jdk.incubator.foreign.MemoryAddress;
import jdk.incubator.foreign.MemoryLayout;
import jdk.incubator.foreign.ResourceScope;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single-precision product of oneDNN, which generates its loops for the processor it runs on.
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
  private static final MemoryLayout POINTER = CLinker.C_LONG_LONG;

  private static final MethodHandle SGEMM;
  private static final MethodHandle SET_THREADS;

  static {
    MethodHandle sgemm = null;
    MethodHandle setThreads = null;
    if (!"openblas".equals(System.getenv(VARIABLE))) {
      try {
        long library = open();
        sgemm = sgemm(symbol(library, "dnnl_sgemm"));
        setThreads =
            CLinker.getInstance()
                .downcallHandle(
                    symbol(library, "omp_set_num_threads"),
                    MethodType.methodType(void.class, int.class),
                    FunctionDescriptor.ofVoid(CLinker.C_INT));
      } catch (Throwable e) {
        sgemm = null;
        log.warn("oneDNN is not used, products are slower: {}", e.toString());
      }
    }
    SGEMM = sgemm;
    SET_THREADS = setThreads;
  }

  private OneDnn() {}

  /** Whether the library was found. */
  static boolean available() {
    return SGEMM != null;
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
   * {@code C = alpha * op(A) * op(B) + beta * C}, row-major.
   *
   * @param transA {@code 'T'} or {@code 'N'}
   * @param transB {@code 'T'} or {@code 'N'}
   * @param a address of a float, like {@code b} and {@code c}
   */
  static void sgemm(
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
    int status;
    try {
      status =
          (int)
              SGEMM.invokeExact(
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
      throw new IllegalStateException("dnnl_sgemm failed", e);
    }
    if (status != 0) {
      throw new IllegalStateException(
          "dnnl_sgemm refused a product of " + m + "x" + k + "x" + n + " with status " + status);
    }
  }

  private static MethodHandle sgemm(MemoryAddress function) {
    Class<?> size = long.class;
    return CLinker.getInstance()
        .downcallHandle(
            function,
            MethodType.methodType(
                int.class,
                byte.class,
                byte.class,
                size,
                size,
                size,
                float.class,
                size,
                size,
                size,
                size,
                float.class,
                size,
                size),
            FunctionDescriptor.of(
                CLinker.C_INT,
                CLinker.C_CHAR,
                CLinker.C_CHAR,
                CLinker.C_LONG_LONG,
                CLinker.C_LONG_LONG,
                CLinker.C_LONG_LONG,
                CLinker.C_FLOAT,
                POINTER,
                CLinker.C_LONG_LONG,
                POINTER,
                CLinker.C_LONG_LONG,
                CLinker.C_FLOAT,
                POINTER,
                CLinker.C_LONG_LONG));
  }

  /**
   * Opens the library from the class path, with the OpenMP runtime beside it, for this class alone:
   * other copies of either in this process stay what they are.
   */
  private static long open() throws Throwable {
    cached("libgomp.so.1");
    File library = cached("libdnnl.so.3");
    MethodHandle dlopen =
        CLinker.getInstance()
            .downcallHandle(
                CLinker.systemLookup().lookup("dlopen").orElseThrow(),
                MethodType.methodType(long.class, MemoryAddress.class, int.class),
                FunctionDescriptor.of(POINTER, CLinker.C_POINTER, CLinker.C_INT));
    try (ResourceScope scope = ResourceScope.newConfinedScope()) {
      MemoryAddress path = CLinker.toCString(library.getPath(), scope).address();
      long handle = (long) dlopen.invokeExact(path, RTLD_NOW);
      if (handle == 0) {
        throw new IOException(library + " cannot be loaded");
      }
      return handle;
    }
  }

  private static File cached(String name) throws IOException {
    File file = Loader.cacheResource(OneDnn.class, FOLDER + name);
    if (file == null) {
      throw new IOException("no " + FOLDER + name + " on the class path");
    }
    return file;
  }

  private static MemoryAddress symbol(long library, String name) throws Throwable {
    MethodHandle dlsym =
        CLinker.getInstance()
            .downcallHandle(
                CLinker.systemLookup().lookup("dlsym").orElseThrow(),
                MethodType.methodType(long.class, long.class, MemoryAddress.class),
                FunctionDescriptor.of(POINTER, POINTER, CLinker.C_POINTER));
    try (ResourceScope scope = ResourceScope.newConfinedScope()) {
      MemoryAddress text = CLinker.toCString(name, scope).address();
      long address = (long) dlsym.invokeExact(library, text);
      if (address == 0) {
        throw new IOException("oneDNN lacks " + name);
      }
      return MemoryAddress.ofLong(address);
    }
  }
}
