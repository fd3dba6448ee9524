package org.mosnas.spark.train;

import java.io.Serializable;
import java.util.List;
import org.mosnas.model.checkpoint.StateBlockFile.Sums;

/**
 * What a task that averages tells the driver of a block.
 *
 * @param index of the block
 * @param sums of what it wrote; {@code null} if a worker diverged and nothing was written
 * @param metrics of all workers, in their order; told of the first block only
 * @param shuffledBytes of the pieces of all workers
 * @param writtenBytes of the block
 * @param averagingNanos time of reading pieces and averaging
 * @param writingNanos time of writing the block
 */
record AveragedBlock(
    int index,
    Sums sums,
    List<WorkerMetrics> metrics,
    long shuffledBytes,
    long writtenBytes,
    long averagingNanos,
    long writingNanos)
    implements Serializable {}
