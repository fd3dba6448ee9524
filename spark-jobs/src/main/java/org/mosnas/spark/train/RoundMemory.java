package org.mosnas.spark.train;

/**
 * The memory that rounds of training take at least, reckoned from the number of floats: the one
 * place where it is written down. Measured with 15.2 million floats, by the heaps that were large
 * enough and those that were not; docs/performance.md has the numbers.
 *
 * @param floats of the supernet with its experts and routers, or of the subnet, that is trained
 */
record RoundMemory(long floats) {
  /** Parameters and two moments. */
  private static final int STATE_BYTES = 3 * Float.BYTES;

  /** Heap of a driver or an executor without any parameters. */
  private static final long BASE_BYTES = 200L << 20;

  /**
   * States on the driver: before the round, in blocks from the executors, put together, packed, and
   * what large arrays leave free between them.
   */
  private static final double DRIVER_STATES = 5.5;

  /** States on an executor: the one that all its tasks read. */
  private static final double EXECUTOR_STATES = 1;

  /** States of every task: the one that it read again from disk, and what its replica came to. */
  private static final double TASK_STATES = 2;

  /** Of all results of a round, as Spark counts them. */
  private static final double RESULT_STATES = 1.01;

  /** What a round brings to the driver, in bytes. */
  long results() {
    return states(RESULT_STATES);
  }

  /** Heap of the driver of a cluster, in bytes. */
  long driver() {
    return BASE_BYTES + states(DRIVER_STATES);
  }

  /** Heap of an executor that runs so many tasks at once, in bytes. */
  long executor(int tasks) {
    return BASE_BYTES + states(EXECUTOR_STATES + tasks * TASK_STATES);
  }

  /**
   * Heap of the only process of local mode, whose first task is done before the driver needs most.
   */
  long local(int tasks) {
    return driver() + states((tasks - 1) * TASK_STATES);
  }

  private long states(double times) {
    return (long) (times * STATE_BYTES * floats);
  }
}
