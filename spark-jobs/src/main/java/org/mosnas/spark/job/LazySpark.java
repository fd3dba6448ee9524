package org.mosnas.spark.job;

import java.util.Map;
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
  private static final String MAX_RESULT_SIZE = "spark.driver.maxResultSize";

  private SparkSession session;
  private boolean isOurs;

  @Override
  public synchronized SparkSession get() {
    if (session == null) {
      isOurs = SparkSession.getDefaultSession().isEmpty();
      session = builder(isOurs).getOrCreate();
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
    if (isOurs && session != null) {
      session.stop();
    }
  }

  private static SparkSession.Builder builder(boolean isOurs) {
    SparkConf users = new SparkConf();
    SparkSession.Builder builder =
        SparkSession.builder()
            .config("spark.sql.session.timeZone", "UTC")
            .config(PLUGINS, plugins(users.get(PLUGINS, "")));
    if (isOurs) {
      missing(users).forEach(builder::config);
    }
    return builder;
  }

  /** What a session of ours gets where the user has not set it. */
  static Map<String, String> missing(SparkConf users) {
    // Whether results fit is checked before training, by the heap that there is.
    return users.contains(MAX_RESULT_SIZE) ? Map.of() : Map.of(MAX_RESULT_SIZE, "0");
  }
}
