package org.mosnas.bench;

import java.nio.channels.FileChannel;
import java.util.List;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.train.LossEvaluator;

/** The loss of a candidate on one of our engines. */
final class EngineScoring implements Workload {
  private final BenchCase bench;
  private final TranslationEngine engine;
  private final ParameterBank parameters;
  private final LossEvaluator evaluator;

  EngineScoring(BenchCase bench, TranslationEngine engine) {
    this.bench = bench;
    this.engine = engine;
    this.parameters = FirstWeights.of(bench.network());
    this.evaluator =
        new LossEvaluator(
            bench.network(),
            parameters,
            engine,
            List.of(bench.data()),
            EngineTraining.LABEL_SMOOTHING);
  }

  @Override
  public void run() {
    PassResult unused = evaluator.evaluate(bench.spec());
  }

  @Override
  public double[] check(FileChannel gradients) {
    return new double[] {evaluator.evaluate(bench.spec()).loss()};
  }

  @Override
  public void close() {
    parameters.close();
    engine.close();
  }
}
