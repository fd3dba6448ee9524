package org.mosnas.spark.job;

import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a command: started when first asked for, stopped at the end.
 *
 * <p>A session that was there before, as in a notebook or a test, is used and left running.
 */
final class LazySpark implements Supplier<SparkSession>, AutoCloseable {
  private static final String PLUGINS = "spark.plugins";

  private SparkSession session;
  private boolean isOurs;

  @Override
  public synchronized SparkSession get() {
    if (session == null) {
      isOurs = SparkSession.getDefaultSession().isEmpty();
      session =
          SparkSession.builder()
              .config("spark.sql.session.timeZone", "UTC")
              .config(PLUGINS, plugins(new SparkConf().get(PLUGINS, "")))
              .getOrCreate();
    }
    return session;
  }

  /** The user's plugins, and ours. */
  private static String plugins(String users) {
    String ours = NativeLibrariesPlugin.class.getName();
    return users.isBlank() ? ours : users + "," + ours;
  }

  @Override
  public synchronized void close() {
    if (isOurs) {
      session.stop();
    }
  }
}
