package org.mosnas.spark.train;

import java.io.Serializable;

/**
 * How long replicas of a task are kept, in every JVM of the application: as long as this is shared.
 * Spark closes a shared value in every JVM when it is taken back there.
 *
 * @param taskId the task
 */
record ReplicaLease(String taskId) implements Serializable, AutoCloseable {
  /** The pool of this JVM. */
  ReplicaPool pool() {
    return ReplicaPool.ofThisJvm();
  }

  @Override
  public void close() {
    pool().release(taskId);
  }
}
