package org.mosnas.model.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.train.HostReplica;
import org.mosnas.model.train.MicroTraining;
import org.mosnas.model.train.SubnetSchedule.Turn;
import org.mosnas.model.train.UpdateMetrics;

/** What the test of {@link VectorApi} runs in processes of other flags. */
final class PlainProcess {
  private PlainProcess() {}

  public static void main(String[] args) {
    System.out.println(VectorApi.ROWS.getClass().getSimpleName());
    report().forEach(System.out::println);
  }

  /** The losses of some updates, then the bits they come from and lead to. */
  static List<String> report() {
    List<String> lines = new ArrayList<>();
    var supernet = MicroTraining.supernet(Mixture.neuronWise(2, 6));
    var settings =
        MicroTraining.settings(
            new DropoutRates(0.2, 0.1, 0.1), MicroTraining.ADAM, MicroTraining.RATE);
    List<TokenBatch> batches = MicroTraining.batches(4, 11);
    try (HostReplica replica = MicroTraining.replica(supernet, settings)) {
      List<Turn> turns =
          List.of(Turn.of(MicroTraining.SPACE.largest()), Turn.of(MicroTraining.SPACE.smallest()));
      for (int update = 0; update < batches.size(); update++) {
        UpdateMetrics metrics = replica.update(List.of(batches.get(update)), turns, update);
        lines.add(Double.toString(metrics.lossPerToken()));
      }
      lines.add("parameters " + Arrays.hashCode(replica.parameters().toArray()));
    }
    lines.add("best " + best());
    return lines;
  }

  /** Decoding's part, which training does not use. */
  private static List<Integer> best() {
    Matrix scores = Matrices.random(1, 1003, new SplittableRandom(3));
    Softmax.logRow(scores, 0);
    TopK topK = new TopK(5);
    topK.select(scores, 0);
    List<Integer> best = new ArrayList<>(List.of(Arrays.hashCode(scores.toArray())));
    for (int rank = 0; rank < topK.count(); rank++) {
      best.add(topK.index(rank));
    }
    return best;
  }
}
