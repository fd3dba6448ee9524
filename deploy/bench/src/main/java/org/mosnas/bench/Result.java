package org.mosnas.bench;

import java.util.List;
import java.util.Optional;

/**
 * A line of the report, as {@code --json} writes it; what does not apply is {@code null}.
 *
 * @param caseName the case
 * @param engine a name of {@link Engines}
 * @param threads of one operation
 * @param replicas at once in one process
 * @param medianMs milliseconds of one repetition
 * @param spread half the distance of the quartiles, as a share of the median
 * @param tokensPerSecond target tokens, of all replicas
 * @param gflops in products with weight matrices, of all replicas
 * @param shareOfGemm of the rate of the same products alone on as many cores
 * @param ratioToLibtorch how many times the tokens per second of libtorch on as many cores; there,
 *     of libtorch's threads and its replicas whichever do more
 * @param ratioToPytorch the same for Python's PyTorch
 * @param ratioToOnnxRuntime the same for ONNX Runtime
 * @param peakBytes peak resident memory of the process
 */
record Result(
    String caseName,
    String engine,
    int threads,
    int replicas,
    double medianMs,
    double spread,
    double tokensPerSecond,
    double gflops,
    Double shareOfGemm,
    Double ratioToLibtorch,
    Double ratioToPytorch,
    Double ratioToOnnxRuntime,
    long peakBytes) {

  /**
   * The line of one measurement.
   *
   * @param others all measurements of the case
   * @param agreement of the engines: where they disagree there is no ratio to tell
   */
  static Result of(Timing one, List<Timing> others, Agreement agreement) {
    EngineProcess.Setup setup = one.setup();
    Optional<Double> gemm =
        others.stream()
            .filter(m -> m.setup().engine().equals(Engines.SGEMM))
            .filter(m -> m.setup().cores() == setup.cores())
            .map(m -> one.gflops() / m.gflops())
            .findFirst();
    return new Result(
        one.bench().name(),
        setup.engine(),
        setup.threads(),
        setup.replicas(),
        one.medianMs(),
        one.spread(),
        one.tokensPerSecond(),
        one.gflops(),
        gemm.orElse(null),
        ratio(one, Engines.LIBTORCH, others, agreement),
        ratio(one, Engines.PYTORCH, others, agreement),
        ratio(one, Engines.ONNX, others, agreement),
        one.peakBytes());
  }

  private static Double ratio(Timing one, String peer, List<Timing> others, Agreement agreement) {
    EngineProcess.Setup setup = one.setup();
    if (setup.engine().equals(Engines.SGEMM)
        || !agreement.holdsFor(setup.engine())
        || !agreement.holdsFor(peer)) {
      return null;
    }
    return others.stream()
        .filter(m -> m.setup().engine().equals(peer))
        .filter(m -> m.setup().cores() == setup.cores())
        .map(m -> one.tokensPerSecond() / m.tokensPerSecond())
        .min(Double::compare)
        .orElse(null);
  }
}
