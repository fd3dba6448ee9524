package org.mosnas.model.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.samediff.PaddedRows.PaddedTensor;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.dataset.api.MultiDataSet;

class GraphLossTest {
  private static final Setting SETTING = Setting.random(new SplittableRandom(6), 16_384, 120, 32);

  @ParameterizedTest
  @EnumSource(names = {"LINEAR", "TAUGHT_SCORES"})
  void neverHoldsTheScoresOfTheWholeBatch(Operation operation) {
    long scores = (long) SETTING.sourceIds().length * SETTING.vocabulary() * Float.BYTES;
    LiveArrays live = new LiveArrays();
    try (Workbench bench = new Workbench();
        TestWeights weights = SETTING.weights(new SplittableRandom(4));
        Graph graph = new Graph()) {
      graph.sameDiff().addListeners(live);
      SameDiffOps ops = SameDiffOps.training(graph, weights, bench.arena(), Pass.of(0));
      PaddedTensor loss = operation.of(SETTING).on(ops, null);
      graph.valueAndGradients(loss.variable(), graph.input(new float[] {1, 0}, 2));
    }
    assertThat(live.peak).isPositive().isLessThan(scores);
    assertThat(live.bytes()).isZero();
  }

  /** What the operations of a graph made and nobody has freed. */
  private static final class LiveArrays extends BaseListener {
    private final List<INDArray> arrays = new ArrayList<>();
    private long peak;

    @Override
    public boolean isActive(org.nd4j.autodiff.listeners.Operation operation) {
      return true;
    }

    @Override
    public void opExecution(
        SameDiff graph,
        At at,
        MultiDataSet batch,
        SameDiffOp operation,
        OpContext context,
        INDArray[] outputs) {
      arrays.addAll(List.of(outputs));
      peak = Math.max(peak, bytes());
    }

    private long bytes() {
      arrays.removeIf(INDArray::wasClosed);
      return arrays.stream().mapToLong(array -> array.length() * Float.BYTES).sum();
    }
  }
}
