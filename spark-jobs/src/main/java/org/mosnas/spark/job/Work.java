package org.mosnas.spark.job;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a thread does in a run directory, for those who want to stop it.
 *
 * <p>Opened before the directory and closed after it: once the work has stopped, nothing of it
 * writes there any more, and the lock of the directory is given back.
 */
final class Work implements AutoCloseable {
  private final Thread thread;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Work(Thread thread) {
    this.thread = thread;
  }

  /** What this thread is about to do. */
  static Work ofThisThread() {
    return new Work(Thread.currentThread());
  }

  /**
   * Tells the thread to stop and waits for that.
   *
   * @return whether it has stopped
   */
  boolean stop(long patienceMillis) {
    thread.interrupt();
    try {
      return ended.await(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
