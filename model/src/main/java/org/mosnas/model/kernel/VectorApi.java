package org.mosnas.model.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the loops use the vector API. Decided once: the JIT inlines what a constant names.
 *
 * <p>This class mentions nothing of the incubating module, which may be absent.
 */
final class VectorApi {
  /** Environment variable; {@code off} keeps the vector API out. */
  static final String VARIABLE = "MOSNAS_VECTOR";

  /** The loops of this process. */
  static final RowLoops ROWS = choose();

  private VectorApi() {}

  private static RowLoops choose() {
    Logger log = LoggerFactory.getLogger(VectorApi.class);
    if ("off".equals(System.getenv(VARIABLE))) {
      log.info("{}=off: loops without the vector API, to the same bits", VARIABLE);
      return new PlainRows();
    }
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      log.warn(
          "the vector API is not enabled, training and decoding are slower; start Java with"
              + " --add-modules=jdk.incubator.vector,jdk.incubator.foreign"
              + " --enable-native-access=ALL-UNNAMED, on a cluster driver and executors");
      return new PlainRows();
    }
    return new VectorRows();
  }
}
