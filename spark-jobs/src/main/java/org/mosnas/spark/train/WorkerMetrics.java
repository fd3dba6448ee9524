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
    String diverged)
    implements Serializable {}
