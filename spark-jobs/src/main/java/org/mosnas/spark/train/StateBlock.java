package org.mosnas.spark.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.mosnas.model.train.ParameterSnapshot;

/** One block of the state after the updates of one worker, or of the mean over the workers. */
final class StateBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Floats of a block: four megabytes for each of the three vectors. */
  static final int FLOATS = 1 << 20;

  private final double weight;
  private final float[] parameters;
  private final float[] firstMoments;
  private final float[] secondMoments;
  private final List<WorkerMetrics> metrics;

  private StateBlock(
      double weight,
      float[] parameters,
      float[] firstMoments,
      float[] secondMoments,
      List<WorkerMetrics> metrics) {
    this.weight = weight;
    this.parameters = parameters;
    this.firstMoments = firstMoments;
    this.secondMoments = secondMoments;
    this.metrics = metrics;
  }

  static int count(int floats) {
    return (floats + FLOATS - 1) / FLOATS;
  }

  /** Block {@code index} of a worker's state; a worker counts by the tokens it trained on. */
  static StateBlock of(ParameterSnapshot state, int index, WorkerMetrics metrics) {
    int from = index * FLOATS;
    int to = Math.min(state.floats(), from + FLOATS);
    return new StateBlock(
        metrics.passTokens(),
        Arrays.copyOfRange(state.parameters(), from, to),
        Arrays.copyOfRange(state.firstMoments(), from, to),
        Arrays.copyOfRange(state.secondMoments(), from, to),
        new ArrayList<>(List.of(metrics)));
  }

  /** The weighted mean, added up in the order of the workers whatever order they come in. */
  static StateBlock mean(Iterable<StateBlock> blocks) {
    List<StateBlock> ordered = new ArrayList<>();
    blocks.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(block -> block.metrics.get(0).worker()));
    double total = ordered.stream().mapToDouble(block -> block.weight).sum();
    List<WorkerMetrics> metrics = new ArrayList<>();
    ordered.forEach(block -> metrics.addAll(block.metrics));
    double[] weights = ordered.stream().mapToDouble(block -> block.weight / total).toArray();
    return new StateBlock(
        total,
        mean(ordered.stream().map(block -> block.parameters).toList(), weights),
        mean(ordered.stream().map(block -> block.firstMoments).toList(), weights),
        mean(ordered.stream().map(block -> block.secondMoments).toList(), weights),
        metrics);
  }

  private static float[] mean(List<float[]> vectors, double[] weights) {
    double[] sum = new double[vectors.get(0).length];
    for (int k = 0; k < weights.length; k++) {
      float[] vector = vectors.get(k);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weights[k] * vector[i];
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) sum[i];
    }
    return mean;
  }

  /** Puts the block back where it was cut from. */
  void copyTo(int index, float[] p, float[] m, float[] v) {
    int from = index * FLOATS;
    System.arraycopy(parameters, 0, p, from, parameters.length);
    System.arraycopy(firstMoments, 0, m, from, parameters.length);
    System.arraycopy(secondMoments, 0, v, from, parameters.length);
  }

  List<WorkerMetrics> metrics() {
    return metrics;
  }
}
