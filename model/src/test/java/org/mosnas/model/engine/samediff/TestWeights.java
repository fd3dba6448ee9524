package org.mosnas.model.engine.samediff;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.Weights;

/** Weights by name that remember which of them were asked for. */
final class TestWeights implements Weights, AutoCloseable {
  private final Memory values;
  private final Memory gradients;
  private final Map<String, Weight> weights = new LinkedHashMap<>();
  private final Set<String> used = new LinkedHashSet<>();
  private int next;

  TestWeights() {
    this(4096);
  }

  /** Room for so many floats. */
  TestWeights(int capacity) {
    this.values = Memory.zeros(capacity);
    this.gradients = Memory.zeros(capacity);
  }

  TestWeights with(String name, int rows, int columns, float... contents) {
    Weight weight =
        new Weight(values.view(next, rows, columns), gradients.view(next, rows, columns));
    next += rows * columns;
    weight.value().assign(contents);
    weights.put(name, weight);
    return this;
  }

  TestWeights random(SplittableRandom random, String name, int rows, int columns) {
    float[] contents = new float[rows * columns];
    for (int i = 0; i < contents.length; i++) {
      contents[i] = (float) (0.5 * random.nextGaussian());
    }
    return with(name, rows, columns, contents);
  }

  @Override
  public Weight weight(String name) {
    used.add(name);
    return weights.get(name);
  }

  /** The values of a weight, row by row. */
  double[][] doubles(String name) {
    Matrix value = weights.get(name).value();
    double[][] rows = new double[value.rows()][value.columns()];
    for (int r = 0; r < value.rows(); r++) {
      for (int c = 0; c < value.columns(); c++) {
        rows[r][c] = value.get(r, c);
      }
    }
    return rows;
  }

  Set<String> used() {
    return used;
  }

  void clearGradients() {
    weights.values().forEach(weight -> weight.gradient().fill(0));
  }

  @Override
  public void close() {
    values.close();
    gradients.close();
  }
}
