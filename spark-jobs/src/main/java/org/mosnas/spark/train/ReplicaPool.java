package org.mosnas.spark.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.train.Backend;
import org.mosnas.model.train.Replica;

/**
 * The replicas of this JVM that no task is using, so that a round does not allocate them again.
 * Only those of the task in hand are kept, and only as long as its {@link ReplicaLease}.
 */
final class ReplicaPool {
  private static final ReplicaPool POOL = new ReplicaPool();

  private final Deque<Replica> free = new ArrayDeque<>();
  private String taskId = "";

  private ReplicaPool() {}

  static ReplicaPool ofThisJvm() {
    return POOL;
  }

  /**
   * A replica in an unknown state, to be loaded.
   *
   * @param teacher a network that it learns from, always the same for a task
   */
  Replica borrow(TrainTask task, Optional<DenseSubnet> teacher) {
    synchronized (this) {
      keepOnly(task.id());
      Replica kept = free.poll();
      if (kept != null) {
        return kept;
      }
    }
    return Backend.of(task.engine()).replica(task.supernet(), task.settings(), teacher);
  }

  /** Takes a replica back. */
  synchronized void giveBack(TrainTask task, Replica replica) {
    if (task.id().equals(taskId)) {
      free.push(replica);
    } else {
      replica.close();
    }
  }

  /**
   * Frees the memory of a task's replicas, and of those in use as soon as they are given back.
   *
   * @param id of the task
   */
  synchronized void release(String id) {
    if (id.equals(taskId)) {
      keepOnly("");
    }
  }

  /** Replicas that no task is using. */
  synchronized int size() {
    return free.size();
  }

  private void keepOnly(String id) {
    if (!id.equals(taskId)) {
      free.forEach(Replica::close);
      free.clear();
      taskId = id;
    }
  }
}
