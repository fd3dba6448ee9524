package org.mosnas.model.supernet.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.mosnas.model.engine.cuda.CudaBench;
import org.mosnas.model.engine.cuda.DeviceWeights.DeviceWeight;
import org.mosnas.model.kernel.cuda.DeviceActivation;
import org.mosnas.model.kernel.cuda.DeviceDropout;
import org.mosnas.model.kernel.cuda.DeviceMatrix;
import org.mosnas.model.kernel.cuda.Factor;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.supernet.MixedMap;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.cuda.CudaSupernet.Slices;

/**
 * One pass of a router on the device: rectified linear maps with dropout, a linear map and a
 * softmax over the experts, as in the CPU's.
 */
final class CudaRouter {
  private final Slices slices;
  private final CudaBench bench;
  private final MixedMap map;
  private final Mixture mixture;
  private final OptionalLong dropoutSeed;
  private final List<DeviceMatrix> activations = new ArrayList<>();
  private DeviceMatrix coefficients = DeviceMatrix.dense(0, 0, 0);

  /**
   * Prepares a pass.
   *
   * @param slices of the router's parameters; {@link #backward} adds to their gradients
   * @param map one of those it mixes
   * @param dropoutSeed of the dropout; empty for none
   */
  CudaRouter(
      Slices slices, CudaBench bench, MixedMap map, Mixture mixture, OptionalLong dropoutSeed) {
    this.slices = slices;
    this.bench = bench;
    this.map = map;
    this.mixture = mixture;
    this.dropoutSeed = dropoutSeed;
  }

  /**
   * Computes the coefficients.
   *
   * @param encoding of the architecture, {@code [1, encodingSize]}
   * @param neurons active rows of the matrix, or 1 for layer-wise routing
   * @return {@code [neurons, experts]}, rows summing to 1
   */
  DeviceMatrix forward(DeviceMatrix encoding, int neurons) {
    DeviceMatrix x = encoding;
    activations.add(x);
    for (int i = 0; i < mixture.depth() - 1; i++) {
      x =
          linear(
              x, map.routerHidden(i), mixture.hiddenSize(), DeviceActivation.RECTIFIER, dropout(i));
      activations.add(x);
    }
    int logits = neurons * mixture.experts();
    DeviceMatrix flat =
        linear(x, map.routerOutput(), logits, DeviceActivation.NONE, DeviceDropout.NONE);
    coefficients = flat.reshaped(neurons, mixture.experts());
    bench.losses().softmax(coefficients);
    return coefficients;
  }

  private DeviceMatrix linear(
      DeviceMatrix x,
      String name,
      int outputs,
      DeviceActivation activation,
      DeviceDropout dropout) {
    DeviceMatrix y = bench.arena().allocate(1, outputs);
    DeviceMatrix weight = slices.of(name + ".weight", outputs, x.columns()).value();
    bench.products().timesTransposed(1, Factor.exact(x), Factor.exact(weight), 0, y);
    DeviceMatrix bias = slices.of(name + ".bias", 1, outputs).value();
    bench.rows().biasActivation(y, bias, activation, dropout);
    return y;
  }

  /**
   * Adds the gradients of the router's parameters.
   *
   * @param dCoefficients {@code [neurons, experts]}; overwritten
   */
  void backward(DeviceMatrix dCoefficients) {
    bench.losses().softmaxBackward(coefficients, dCoefficients);
    DeviceMatrix dy = dCoefficients.reshaped(1, Math.toIntExact(dCoefficients.size()));
    DeviceMatrix flat = coefficients.reshaped(1, dy.columns());
    int last = activations.size() - 1;
    DeviceActivation none = DeviceActivation.NONE;
    dy = back(map.routerOutput(), flat, dy, none, DeviceDropout.NONE, activations.get(last));
    for (int i = last - 1; i >= 0; i--) {
      DeviceMatrix y = activations.get(i + 1);
      DeviceActivation rectifier = DeviceActivation.RECTIFIER;
      dy = back(map.routerHidden(i), y, dy, rectifier, dropout(i), activations.get(i));
    }
  }

  private DeviceMatrix back(
      String name,
      DeviceMatrix y,
      DeviceMatrix dy,
      DeviceActivation activation,
      DeviceDropout dropout,
      DeviceMatrix x) {
    DeviceMatrix bias = slices.of(name + ".bias", 1, dy.columns()).gradient();
    bench.rows().biasActivationBackward(y, dy, activation, dropout, bias);
    DeviceWeight weight = slices.of(name + ".weight", dy.columns(), x.columns());
    Factor gradient = Factor.exact(dy);
    bench.products().transposedTimes(1, gradient, Factor.exact(x), 1, weight.gradient());
    DeviceMatrix dx = bench.arena().allocate(1, x.columns());
    bench.products().times(1, gradient, Factor.exact(weight.value()), 0, dx);
    return dx;
  }

  private DeviceDropout dropout(int index) {
    if (dropoutSeed.isEmpty()) {
      return DeviceDropout.NONE;
    }
    int seed = (int) Seeds.child(dropoutSeed.getAsLong(), map.router(), index);
    return DeviceDropout.of((float) mixture.dropout(), seed);
  }
}
