package org.mosnas.bench;

import java.util.Arrays;

/**
 * What one engine took for a case.
 *
 * @param bench the case
 * @param setup engine, threads, replicas
 * @param samples milliseconds per repetition, sorted
 * @param peakBytes peak resident memory of its process while it was measured
 */
@SuppressWarnings("ArrayRecordComponent") // sorted once, never compared
record Timing(BenchCase bench, EngineProcess.Setup setup, double[] samples, long peakBytes) {
  /** Sorts a copy of the samples. */
  Timing {
    samples = samples.clone();
    Arrays.sort(samples);
  }

  double medianMs() {
    int n = samples.length;
    return (samples[(n - 1) / 2] + samples[n / 2]) / 2;
  }

  /** Half the distance of the quartiles, as a share of the median. */
  double spread() {
    int n = samples.length;
    return (samples[n - 1 - n / 4] - samples[n / 4]) / 2 / medianMs();
  }

  /** Target tokens per second, of all replicas together. */
  double tokensPerSecond() {
    return bench.tokens() * setup.replicas() / medianMs() * 1e3;
  }

  /** Billions of operations per second in products with weight matrices, of all replicas. */
  double gflops() {
    return ProductOps.flops(bench) * setup.replicas() / medianMs() / 1e6;
  }
}
