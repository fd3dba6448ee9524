package org.mosnas.spark.testing;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link SparkSession} or {@link JavaSparkContext}: two local cores, no web pages,
 * nothing but the loopback device.
 *
 * <p>Use it as {@code @ExtendWith(SparkExtension.class)} and ask for it as a parameter. All tests
 * of a JVM share one session, which starts at first use and stops with the JVM's last test.
 */
public final class SparkExtension implements ParameterResolver {
  /** Cores of the session; partitions of what does not say otherwise. */
  public static final int CORES = 2;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == SparkSession.class || type == JavaSparkContext.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    SparkSession session = shared(context).session();
    return parameter.getParameter().getType() == SparkSession.class
        ? session
        : JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  private static Shared shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SparkExtension.class))
        .getOrComputeIfAbsent(Shared.class, unused -> new Shared(start()), Shared.class);
  }

  private static SparkSession start() {
    return SparkSession.builder()
        .master("local[" + CORES + "]")
        .appName("tests")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", CORES)
        .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse")
        .config("spark.cleaner.referenceTracking.blocking", "false")
        .getOrCreate();
  }

  private record Shared(SparkSession session) implements AutoCloseable {
    @Override
    public void close() {
      session.stop();
    }
  }
}
