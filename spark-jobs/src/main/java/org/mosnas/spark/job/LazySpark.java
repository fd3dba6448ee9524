package org.mosnas.spark.job;

import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** The Spark session of a command: started when first asked for, stopped at the end. */
final class LazySpark implements Supplier<SparkSession>, AutoCloseable {
  private SparkSession session;

  @Override
  public synchronized SparkSession get() {
    if (session == null) {
      session = SparkSession.builder().config("spark.sql.session.timeZone", "UTC").getOrCreate();
    }
    return session;
  }

  @Override
  public synchronized void close() {
    if (session != null) {
      session.stop();
    }
  }
}
