package org.mosnas.bench;

import java.util.List;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.supernet.Mixture;

/** The engines by the names under which they are reported. */
final class Engines {
  static final String TAPE = "tape";

  /** Our tape with products of bfloat16; for train steps only. */
  static final String TAPE_BFLOAT16 = "tape-bfloat16";

  static final String SAMEDIFF = "samediff";
  static final String LIBTORCH = "libtorch";

  /** Python's PyTorch, in a process of {@link Python}; for train steps and scoring only. */
  static final String PYTORCH = "pytorch";

  /** ONNX Runtime on our exported graphs; for translations only. */
  static final String ONNX = "onnxruntime";

  /** The large matrix products of a case alone: what no engine can beat with this BLAS. */
  static final String SGEMM = "sgemm";

  /** Our tape training a supernet without experts. */
  static final String PLAIN = "plain";

  /** Our tape training a supernet of two experts, mixed layer by layer. */
  static final String LAYER_WISE = "layer-wise";

  /** Our tape training a supernet of two experts, mixed neuron by neuron. */
  static final String NEURON_WISE = "neuron-wise";

  /** What a user can choose from. */
  static final List<String> CHOICES =
      List.of(TAPE, TAPE_BFLOAT16, SAMEDIFF, LIBTORCH, PYTORCH, ONNX);

  /** The largest relative difference at which engines agree. */
  private static final double TOLERANCE = 1e-4;

  /** The same for factors of eight bits: several roundings of 2⁻⁹ on the way to a gradient. */
  private static final double BFLOAT16_TOLERANCE = 2e-2;

  private static final int EXPERTS = 2;
  private static final int ROUTER_SIZE = 128;

  private Engines() {}

  /** A case made ready on an engine; the caller closes it. */
  static ReadyCase open(BenchCase bench, String engine, int threads) {
    return switch (engine) {
      case TAPE -> ours(bench, EngineKind.TAPE);
      case TAPE_BFLOAT16 -> ours(bench, EngineKind.TAPE_BFLOAT16);
      case SAMEDIFF -> ours(bench, EngineKind.SAMEDIFF);
      case LIBTORCH -> libtorch(bench, threads);
      case ONNX -> Decoding.onnx(bench, threads);
      case SGEMM -> new GemmReplay(ProductOps.of(bench), bench.trains());
      case PLAIN -> supernet(bench, Mixture.NONE);
      case LAYER_WISE -> supernet(bench, Mixture.layerWise(EXPERTS, ROUTER_SIZE));
      case NEURON_WISE -> supernet(bench, Mixture.neuronWise(EXPERTS, ROUTER_SIZE));
      default -> throw new IllegalArgumentException("no engine of this process is " + engine);
    };
  }

  /** How far an engine may be from the first one of a case. */
  static double tolerance(String engine) {
    return engine.equals(TAPE_BFLOAT16) ? BFLOAT16_TOLERANCE : TOLERANCE;
  }

  /** Whether one operation of it can take several threads. */
  static boolean hasThreads(String engine) {
    return List.of(LIBTORCH, PYTORCH, ONNX).contains(engine);
  }

  private static ReadyCase supernet(BenchCase bench, Mixture mixture) {
    return new EngineTraining(bench, bench.supernet(mixture), EngineKind.TAPE.open());
  }

  private static ReadyCase ours(BenchCase bench, EngineKind kind) {
    return switch (bench.work()) {
      case TRAIN, MIXTURE -> new EngineTraining(bench, bench.network(), kind.open());
      case SCORE -> new EngineScoring(bench, kind.open());
      case DECODE -> Decoding.ours(bench, kind.open());
    };
  }

  private static ReadyCase libtorch(BenchCase bench, int threads) {
    LibtorchModel model = new LibtorchModel(bench, threads);
    return switch (bench.work()) {
      case TRAIN, MIXTURE -> new LibtorchTraining(bench, model);
      case SCORE -> new LibtorchScoring(bench, model);
      case DECODE -> Decoding.libtorch(bench, model);
    };
  }
}
