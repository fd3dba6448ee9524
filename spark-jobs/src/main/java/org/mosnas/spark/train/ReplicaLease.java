package org.mosnas.spark.train;

import java.io.Serializable;
import java.util.Optional;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.train.Replica;

/**
 * How long replicas of a task are kept, in every JVM of the application: as long as this is shared.
 * Spark closes a shared value in every JVM when it is taken back there.
 *
 * @param taskId the task
 * @param teacher a network that replicas learn from, which so comes to every JVM once; {@code null}
 *     for none
 */
record ReplicaLease(String taskId, DenseSubnet teacher) implements Serializable, AutoCloseable {
  /** A replica in an unknown state, to be loaded. */
  Replica borrow(TrainTask task) {
    return pool().borrow(task, Optional.ofNullable(teacher));
  }

  /** The pool of this JVM. */
  ReplicaPool pool() {
    return ReplicaPool.ofThisJvm();
  }

  @Override
  public void close() {
    pool().release(taskId);
    BlockCache.ofThisJvm().clear();
  }
}
