package org.mosnas.spark.train;

import java.util.ArrayDeque;
import java.util.Deque;
import org.mosnas.model.train.ReplicaTrainer;

/**
 * The replicas of this JVM that no task is using, so that a round does not allocate them again.
 * Only those of the task in hand are kept.
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

  /** Frees the memory of all replicas that no task is using. */
  synchronized void clear() {
    keepOnly("");
  }

  private void keepOnly(String id) {
    if (!id.equals(taskId)) {
      free.forEach(ReplicaTrainer::close);
      free.clear();
      taskId = id;
    }
  }
}
