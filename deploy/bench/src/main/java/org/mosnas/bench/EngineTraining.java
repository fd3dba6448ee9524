package org.mosnas.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.HostReplica;
import org.mosnas.model.train.LearningRate;
import org.mosnas.model.train.SubnetSchedule.Turn;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.model.train.UpdateMetrics;

/** A train step on one of our engines: {@link HostReplica}, as training runs it. */
final class EngineTraining implements ReadyCase {
  static final double LEARNING_RATE = 1e-4;
  static final double LABEL_SMOOTHING = 0.1;

  private final BenchCase bench;
  private final TokenBatch batch;
  private final Supernet supernet;
  private final HostReplica trainer;

  EngineTraining(BenchCase bench, Supernet supernet, Engine engine) {
    this.bench = bench;
    this.batch = bench.data();
    this.supernet = supernet;
    this.trainer = new HostReplica(supernet, settings(), engine);
    try (ParameterBank bank = FirstWeights.of(supernet)) {
      // Off-heap to off-heap: the heap is not to show up in the peak of memory.
      int floats = supernet.layout().floats();
      Elementwise.copy(
          bank.memory().view(0, 1, floats), trainer.parameters().memory().view(0, 1, floats));
    }
  }

  private static TrainSettings settings() {
    return new TrainSettings(
        1,
        1,
        new TrainSettings.Batching(1, 4096, 1, 128),
        "single-path",
        1,
        LABEL_SMOOTHING,
        DropoutRates.NONE,
        new TrainSettings.Optimizer(0.9, 0.98, 1e-9, 0, 0),
        new LearningRate.InverseSquareRoot(LEARNING_RATE, LEARNING_RATE, 1000),
        "cross-entropy",
        "tokens");
  }

  @Override
  public void run() {
    run(bench.spec(), batch);
  }

  /** A step on another subnet of the space, where the supernet has it, and other data. */
  void run(SubnetSpec spec, TokenBatch data) {
    UpdateMetrics unused = trainer.update(List.of(data), List.of(Turn.of(spec)), 0);
  }

  @Override
  public double[] check(FileChannel gradients) throws IOException {
    UpdateMetrics metrics = trainer.accumulate(List.of(batch), List.of(Turn.of(bench.spec())), 0);
    int floats = supernet.layout().floats();
    Elementwise.scale(1f / metrics.tokens(), trainer.gradients().memory().view(0, 1, floats));
    gradients.write(trainer.gradients().memory().bytes().duplicate());
    return new double[] {metrics.lossPerToken()};
  }

  @Override
  public void close() {
    trainer.close();
  }
}
