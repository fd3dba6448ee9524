package org.mosnas.model.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.kernel.cuda.Precision;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.train.SubnetSchedule.Turn;

/** Training of micro supernets on a GPU, or on what stands in for one. */
public final class CudaTraining {
  private static final DropoutRates DROPOUT = new DropoutRates(0.1, 0.1, 0.1);
  private static final TrainSettings.Optimizer CLIPPED =
      new TrainSettings.Optimizer(0.9, 0.98, 1e-8, 1e-2, 0.5);

  private CudaTraining() {}

  /** What updates of three subnets each come to. */
  public record Run(List<Double> losses, ParameterSnapshot state) {
    /** Whether every number has the same bits. */
    public boolean sameBits(Run other) {
      return losses.equals(other.losses)
          && Arrays.equals(state.parameters(), other.state.parameters())
          && Arrays.equals(state.firstMoments(), other.state.firstMoments())
          && Arrays.equals(state.secondMoments(), other.state.secondMoments());
    }
  }

  /** Some updates on the device. */
  public static Run onDevice(Mixture mixture, int updates) {
    Supernet supernet = MicroTraining.supernet(mixture);
    try (Replica replica = new CudaBackend(Precision.FLOAT32).replica(supernet, settings())) {
      return run(replica, supernet, updates);
    }
  }

  /** The same updates on the tape. */
  public static Run onTape(Mixture mixture, int updates) {
    Supernet supernet = MicroTraining.supernet(mixture);
    try (Replica replica = MicroTraining.replica(supernet, settings())) {
      return run(replica, supernet, updates);
    }
  }

  static TrainSettings settings() {
    return MicroTraining.settings(DROPOUT, CLIPPED, MicroTraining.RATE);
  }

  private static Run run(Replica replica, Supernet supernet, int updates) {
    replica.load(MicroTraining.initial(supernet));
    List<Double> losses = new ArrayList<>();
    for (int u = 0; u < updates; u++) {
      List<Turn> turns =
          List.of(
              Turn.of(MicroTraining.SPACE.largest()),
              Turn.of(SubnetSampler.uniform().sample(MicroTraining.SPACE, u)),
              Turn.of(MicroTraining.SPACE.smallest()));
      losses.add(replica.update(MicroTraining.batches(2, u), turns, u).lossPerToken());
    }
    return new Run(losses, replica.snapshot());
  }

  /** Sentences to copy, as many as a batch of a GPU's size has. */
  static TokenBatch copies(int count, long seed) {
    List<SentencePair> pairs = MicroTraining.copies(count, seed);
    return TokenBatch.of(pairs);
  }

  /** Losses per token of a supernet that learns to copy, every twentieth update. */
  public static List<Double> learning(int updates, int sentences) {
    Supernet supernet = MicroTraining.supernet(Mixture.layerWise(2, 6));
    List<Double> losses = new ArrayList<>();
    try (Replica replica = new CudaBackend(Precision.FLOAT32).replica(supernet, settings())) {
      replica.load(MicroTraining.initial(supernet));
      for (int u = 0; u < updates; u++) {
        List<Turn> turns = List.of(Turn.of(MicroTraining.SPACE.largest()));
        double loss = replica.update(List.of(copies(sentences, u)), turns, u).lossPerToken();
        if (u % 20 == 0 || u == updates - 1) {
          losses.add(loss);
        }
      }
    }
    return losses;
  }
}
