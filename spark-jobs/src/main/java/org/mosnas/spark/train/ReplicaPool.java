package org.mosnas.spark.train;

import java.util.ArrayDeque;
import java.util.Deque;
import org.mosnas.model.train.ReplicaTrainer;

/**
 * The replicas of this JVM that no task is using, so that a round does not allocate them again.
 * Only those of the task in hand are kept, and only as long as its {@link ReplicaLease}.
 */
final class ReplicaPool {
  private static final ReplicaPool POOL = new ReplicaPool();

  private final Deque<ReplicaTrainer> free = new ArrayDeque<>();
  private String taskId = "";

  private ReplicaPool() {}

  static ReplicaPool ofThisJvm() {
    return POOL;
  }

  /** A replica in an unknown state, to be loaded. */
  ReplicaTrainer borrow(TrainTask task) {
    synchronized (this) {
      keepOnly(task.id());
      ReplicaTrainer kept = free.poll();
      if (kept != null) {
        return kept;
      }
    }
    return new ReplicaTrainer(task.supernet(), task.settings(), task.engine().open());
  }

  /** Takes a replica back. */
  synchronized void giveBack(TrainTask task, ReplicaTrainer replica) {
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
      free.forEach(ReplicaTrainer::close);
      free.clear();
      taskId = id;
    }
  }
}
