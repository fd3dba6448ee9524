package org.mosnas.model.averaging;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The mean of parameters and moments, every worker weighted by the tokens that it trained on. */
public record TokenAveraging() implements Averaging {
  @Override
  public StateSlice average(Supplier<StateSlice> before, List<WorkerSlice> workers) {
    double total = workers.stream().mapToDouble(WorkerSlice::tokens).sum();
    double[] weights = workers.stream().mapToDouble(worker -> worker.tokens() / total).toArray();
    return new StateSlice(
        mean(workers, StateSlice::parameters, weights),
        mean(workers, StateSlice::firstMoments, weights),
        mean(workers, StateSlice::secondMoments, weights));
  }

  private static float[] mean(
      List<WorkerSlice> workers, Function<StateSlice, float[]> part, double[] weights) {
    double[] sum = new double[part.apply(workers.get(0).state()).length];
    for (int k = 0; k < weights.length; k++) {
      float[] vector = part.apply(workers.get(k).state());
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
}
