package org.mosnas.spark.cluster;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A value that every executor can read, until it is closed: for try-with-resources, so that taking
 * it back neither happens twice nor hides why the work ended.
 *
 * @param <T> type of the value
 */
public final class Shared<T> implements AutoCloseable {
  private final JavaSparkContext spark;
  private Broadcast<T> broadcast;

  private Shared(JavaSparkContext spark, T value) {
    this.spark = spark;
    this.broadcast = spark.broadcast(value);
  }

  /** Shares a value. */
  public static <T> Shared<T> of(JavaSparkContext spark, T value) {
    return new Shared<>(spark, value);
  }

  /** What tasks take along. */
  public Broadcast<T> broadcast() {
    return broadcast;
  }

  /** Shares another value in place of this one. */
  public void replace(T value) {
    close();
    broadcast = spark.broadcast(value);
  }

  @Override
  public void close() {
    Broadcast<T> old = broadcast;
    broadcast = null;
    if (old != null) {
      old.destroy();
    }
  }
}
