package org.mosnas.spark.train;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.mosnas.spark.run.RoundPhases;
import org.mosnas.spark.run.RoundReport;

/**
 * What the workers of a round came to.
 *
 * @param state the mean of their states
 * @param blocks what the tasks told that averaged, in the order of the blocks
 * @param startedNanos when the round began
 */
record Averaged(StateRef state, List<AveragedBlock> blocks, long startedNanos) {
  /** Sorts the blocks. */
  Averaged {
    blocks = sorted(blocks);
  }

  static List<AveragedBlock> sorted(List<AveragedBlock> blocks) {
    return blocks.stream().sorted(Comparator.comparingInt(AveragedBlock::index)).toList();
  }

  /** The report of the round, which ends now. */
  RoundReport report(
      int round, LinkedHashMap<String, Double> validation, double validationSeconds) {
    List<WorkerMetrics> metrics = blocks.get(0).metrics();
    double loss = metrics.stream().mapToDouble(WorkerMetrics::loss).sum();
    long passTokens = metrics.stream().mapToLong(WorkerMetrics::passTokens).sum();
    double data = metrics.stream().mapToDouble(WorkerMetrics::dataNanos).sum();
    double compute = metrics.stream().mapToDouble(WorkerMetrics::computeNanos).sum();
    return new RoundReport(
        round,
        state.updates(),
        loss / passTokens,
        validation,
        metrics.get(0).learningRate(),
        metrics.stream().mapToLong(WorkerMetrics::batchTokens).sum(),
        (System.nanoTime() - startedNanos) / 1e9,
        data / (data + compute),
        Optional.of(phases(metrics, (data + compute) / 1e9, validationSeconds)));
  }

  private RoundPhases phases(
      List<WorkerMetrics> metrics, double computeSeconds, double validationSeconds) {
    return new RoundPhases(
        metrics.stream().mapToLong(WorkerMetrics::fetchNanos).sum() / 1e9,
        computeSeconds,
        sum(AveragedBlock::averagingNanos) / 1e9,
        sum(AveragedBlock::writingNanos) / 1e9,
        validationSeconds,
        metrics.stream().mapToLong(WorkerMetrics::fetchedBytes).sum(),
        sum(AveragedBlock::shuffledBytes),
        sum(AveragedBlock::writtenBytes));
  }

  private long sum(ToLongFunction<AveragedBlock> part) {
    return blocks.stream().mapToLong(part).sum();
  }
}
