package org.mosnas.spark.train;

import java.io.Serializable;

/**
 * What the updates of one worker in one round came to.
 *
 * @param worker its number
 * @param loss summed label-smoothed loss, in nats
 * @param passTokens target tokens over all passes
 * @param batchTokens target tokens of the batches, each counted once
 * @param learningRate of the last update
 * @param computeNanos time in updates
 * @param dataNanos time in making batches
 * @param fetchNanos time in reading the state
 * @param fetchedBytes of the state that were read from storage
 * @param diverged what went wrong, or {@code null}
 */
record WorkerMetrics(
    int worker,
    double loss,
    long passTokens,
    long batchTokens,
    double learningRate,
    long computeNanos,
    long dataNanos,
    long fetchNanos,
    long fetchedBytes,
    String diverged)
    implements Serializable {
  /** The same with what reading the state came to. */
  WorkerMetrics fetching(long nanos, long bytes) {
    return new WorkerMetrics(
        worker,
        loss,
        passTokens,
        batchTokens,
        learningRate,
        computeNanos,
        dataNanos,
        nanos,
        bytes,
        diverged);
  }
}
