package org.mosnas.spark.job;

import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a command: started when first asked for, stopped at the end.
 *
 * <p>A session that was there before, as in a notebook or a test, is used and left running.
 */
final class LazySpark implements Supplier<SparkSession>, AutoCloseable {
  private SparkSession session;
  private boolean isOurs;

  @Override
  public synchronized SparkSession get() {
    if (session == null) {
      isOurs = SparkSession.getDefaultSession().isEmpty();
      session = SparkSession.builder().config("spark.sql.session.timeZone", "UTC").getOrCreate();
    }
    return session;
  }

  @Override
  public synchronized void close() {
    if (isOurs) {
      session.stop();
    }
  }
}
