package org.mosnas.spark.train;

/**
 * The memory that rounds of training take at least, reckoned from the number of floats: the one
 * place where it is written down. docs/performance.md has what was measured.
 *
 * @param floats of the supernet with its experts and routers, or of the subnet, that is trained
 */
public record RoundMemory(long floats) {
  /** Parameters and two moments, as they are stored, and as they go through the shuffle. */
  private static final long STATE_BYTES = 3 * Float.BYTES;

  /** A replica: the state and gradients. */
  private static final long REPLICA_BYTES = 4 * Float.BYTES;

  /** Heap of a driver or an executor without any training. */
  private static final long BASE_BYTES = 200L << 20;

  /** Heap of a task: some blocks, and what files and compression put aside. */
  private static final long TASK_BYTES = 64L << 20;

  /** A state on disk, in bytes. */
  public long state() {
    return STATE_BYTES * floats;
  }

  /** Heap of the driver of a cluster, in bytes. */
  long driver() {
    return BASE_BYTES;
  }

  /** Heap of an executor that runs so many tasks at once, or of the process of local mode. */
  long heap(int tasks) {
    return BASE_BYTES + tasks * TASK_BYTES;
  }

  /**
   * Memory outside the heap of so many tasks at once: a replica each, and while subnets are
   * validated their parameters beside it. Steps need more, by their batches.
   */
  public long outsideHeap(int tasks) {
    return tasks * (REPLICA_BYTES + Float.BYTES) * floats;
  }
}
