package org.mosnas.model.supernet;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.kernel.Gemm;
import org.mosnas.model.kernel.Softmax;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Weights.Weight;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.supernet.ParameterBank.Slices;

/**
 * One pass of a router: from the encoding of an architecture to mixing coefficients.
 *
 * <p>{@code depth - 1} layers of rectified linear maps with dropout, then a linear map and a
 * softmax over the experts. The logits lie neuron by neuron, the experts of one neuron together, so
 * that the first rows of the last map are the first neurons.
 */
final class Router {
  private final Slices slices;
  private final Gemm gemm;
  private final Arena arena;
  private final String name;
  private final Mixture mixture;
  private final OptionalLong dropoutSeed;
  private final List<Matrix> activations = new ArrayList<>();
  private Matrix coefficients;

  /**
   * Prepares a pass.
   *
   * @param slices of the router's parameters; {@link #backward} adds to their gradients
   * @param dropoutSeed of the dropout; empty for none
   */
  Router(Slices slices, Workbench bench, String name, Mixture mixture, OptionalLong dropoutSeed) {
    this.slices = slices;
    this.gemm = bench.gemm();
    this.arena = bench.arena();
    this.name = name;
    this.mixture = mixture;
    this.dropoutSeed = dropoutSeed;
  }

  static String hidden(String router, int index) {
    return router + ".hidden" + index;
  }

  static String output(String router) {
    return router + ".output";
  }

  /**
   * Computes the coefficients.
   *
   * @param encoding of the architecture, {@code [1, encodingSize]}
   * @param neurons active rows of the matrix, or 1 for layer-wise routing
   * @return {@code [neurons, experts]}, rows summing to 1
   */
  Matrix forward(Matrix encoding, int neurons) {
    Matrix x = encoding;
    activations.add(x);
    for (int i = 0; i < mixture.depth() - 1; i++) {
      x = hiddenLayer(x, i);
      activations.add(x);
    }
    int logits = neurons * mixture.experts();
    Matrix flat = arena.allocate(1, logits);
    Weight weight = slices.of(output(name) + ".weight", logits, x.columns());
    gemm.timesTransposed(1, x, weight.value(), 0, flat);
    Elementwise.addBias(flat, slices.of(output(name) + ".bias", 1, logits).value());
    coefficients = reshape(flat, neurons, mixture.experts());
    for (int n = 0; n < neurons; n++) {
      Softmax.forwardRow(coefficients, n, mixture.experts());
    }
    return coefficients;
  }

  private Matrix hiddenLayer(Matrix x, int index) {
    Matrix y = arena.allocate(1, mixture.hiddenSize());
    gemm.timesTransposed(1, x, slices.of(hidden(name, index) + ".weight").value(), 0, y);
    Elementwise.addBiasRelu(y, slices.of(hidden(name, index) + ".bias").value());
    Elementwise.dropout(y, dropoutRate(), dropoutSeed(index));
    return y;
  }

  /**
   * Adds the gradients of the router's parameters.
   *
   * @param dCoefficients {@code [neurons, experts]}; overwritten
   */
  void backward(Matrix dCoefficients) {
    for (int n = 0; n < coefficients.rows(); n++) {
      Softmax.backwardRow(coefficients, dCoefficients, n);
    }
    Matrix dy = reshape(dCoefficients, 1, dCoefficients.size());
    Elementwise.addScaled(1f, dy, biasGradient(output(name), dy));
    dy = linearBackward(output(name), dy, activations.get(activations.size() - 1));
    for (int i = mixture.depth() - 2; i >= 0; i--) {
      Elementwise.dropout(dy, dropoutRate(), dropoutSeed(i));
      Elementwise.reluBackward(activations.get(i + 1), dy, biasGradient(hidden(name, i), dy));
      dy = linearBackward(hidden(name, i), dy, activations.get(i));
    }
  }

  private Matrix biasGradient(String map, Matrix dy) {
    return slices.of(map + ".bias", 1, dy.columns()).gradient();
  }

  private Matrix linearBackward(String map, Matrix dy, Matrix x) {
    Weight weight = slices.of(map + ".weight", dy.columns(), x.columns());
    gemm.transposedTimes(1, dy, x, 1, weight.gradient());
    Matrix dx = arena.allocate(1, x.columns());
    gemm.times(1, dy, weight.value(), 0, dx);
    return dx;
  }

  private float dropoutRate() {
    return dropoutSeed.isPresent() ? (float) mixture.dropout() : 0f;
  }

  private int dropoutSeed(int index) {
    return dropoutSeed.isPresent() ? (int) Seeds.child(dropoutSeed.getAsLong(), name, index) : 0;
  }

  private static Matrix reshape(Matrix m, int rows, int columns) {
    return new Matrix(m.memory(), m.offset(), rows, columns, columns);
  }
}
