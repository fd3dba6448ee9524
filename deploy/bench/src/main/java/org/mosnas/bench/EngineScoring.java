package org.mosnas.bench;

import java.nio.channels.FileChannel;
import java.util.List;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.HostScorer;

/** The loss of a candidate on one of our engines. */
final class EngineScoring implements ReadyCase {
  private final BenchCase bench;
  private final List<TokenBatch> batches;
  private final HostScorer scorer;

  EngineScoring(BenchCase bench, Engine engine) {
    this.bench = bench;
    this.batches = List.of(bench.data());
    Supernet network = bench.network();
    this.scorer =
        new HostScorer(
            network,
            FirstWeights.of(network),
            engine,
            new CrossEntropy(EngineTraining.LABEL_SMOOTHING));
  }

  @Override
  public void run() {
    PassResult unused = scorer.evaluate(bench.spec(), batches);
  }

  @Override
  public double[] check(FileChannel gradients) {
    return new double[] {scorer.evaluate(bench.spec(), batches).loss()};
  }

  @Override
  public void close() {
    scorer.close();
  }
}
