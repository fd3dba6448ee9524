package org.mosnas.model.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.Set;
import org.mosnas.model.memory.NativeFunctions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells OpenBLAS which kernels this processor can run.
 *
 * <p>The OpenBLAS that ND4J ships is older than many processors and takes one it does not know for
 * the oldest it does, ten times slower. Its own switch for that is an environment variable read
 * when the library is loaded; this sets it from the processor's feature flags unless somebody did.
 */
final class BlasCore {
  private static final Logger log = LoggerFactory.getLogger(BlasCore.class);
  static final String VARIABLE = "OPENBLAS_CORETYPE";

  private BlasCore() {}

  /** To be called before OpenBLAS is loaded. */
  static void choose() {
    if (System.getenv(VARIABLE) != null) {
      return;
    }
    Optional<String> core = coreFor(CpuFlags.ofThisMachine());
    if (core.isEmpty()) {
      return;
    }
    try {
      setEnvironment(VARIABLE, core.get());
      log.debug("OpenBLAS kernels: {}", core.get());
    } catch (Throwable e) {
      log.warn(
          "Could not choose OpenBLAS kernels; set the environment variable {}={} or run with"
              + " --add-modules=jdk.incubator.foreign --enable-native-access=ALL-UNNAMED: {}",
          VARIABLE,
          core.get(),
          e.toString());
    }
  }

  /** The newest core type of OpenBLAS 0.3.19 whose instructions are all among {@code flags}. */
  static Optional<String> coreFor(Set<String> flags) {
    if (flags.containsAll(Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl", "fma"))) {
      return Optional.of("SKYLAKEX");
    }
    if (flags.containsAll(Set.of("avx2", "fma"))) {
      return Optional.of("HASWELL");
    }
    return Optional.empty();
  }

  private static void setEnvironment(String name, String value) throws Throwable {
    MethodHandle setenv =
        NativeFunctions.named(
            "setenv", MethodType.methodType(int.class, long.class, long.class, int.class));
    try (NativeFunctions.Text nativeName = new NativeFunctions.Text(name);
        NativeFunctions.Text nativeValue = new NativeFunctions.Text(value)) {
      int unused = (int) setenv.invokeExact(nativeName.address(), nativeValue.address(), 1);
    }
  }
}
