package org.mosnas.model.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.mosnas.model.network.Weights.Weight;

/** Compares gradients with differences of the loss along a random direction of each weight. */
final class CentralDifferences {
  private static final float STEP = 4e-3f;

  private CentralDifferences() {}

  /**
   * Compares.
   *
   * @param weights holding the gradients; values are changed and restored
   * @param loss computes the loss anew
   */
  static void check(Map<String, Weight> weights, DoubleSupplier loss, String description) {
    SplittableRandom random = new SplittableRandom(17);
    Map<String, float[]> analytic = new LinkedHashMap<>();
    double squares = 0;
    for (Map.Entry<String, Weight> entry : weights.entrySet()) {
      float[] gradient = entry.getValue().gradient().toArray();
      analytic.put(entry.getKey(), gradient);
      squares += dot(gradient, gradient);
    }
    assertThat(squares).as(description).isPositive();
    for (Map.Entry<String, Weight> entry : weights.entrySet()) {
      float[] direction = direction(random, entry.getValue().value().size());
      double numeric = derivative(entry.getValue(), direction, loss);
      assertThat(dot(analytic.get(entry.getKey()), direction))
          .as("%s: gradient of %s", description, entry.getKey())
          .isCloseTo(numeric, within(2e-3 * Math.sqrt(squares) + 1e-2 * Math.abs(numeric)));
    }
  }

  private static double derivative(Weight weight, float[] direction, DoubleSupplier loss) {
    float[] start = weight.value().toArray();
    double above = shifted(weight, start, direction, STEP, loss);
    double below = shifted(weight, start, direction, -STEP, loss);
    weight.value().assign(start);
    return (above - below) / (2 * STEP);
  }

  private static double shifted(
      Weight weight, float[] start, float[] direction, float step, DoubleSupplier loss) {
    float[] moved = start.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    weight.value().assign(moved);
    return loss.getAsDouble();
  }

  private static float[] direction(SplittableRandom random, int size) {
    float[] direction = new float[size];
    for (int i = 0; i < size; i++) {
      direction[i] = (float) (random.nextGaussian() / Math.sqrt(size));
    }
    return direction;
  }

  static double dot(float[] x, float[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }
}
