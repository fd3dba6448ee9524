package org.mosnas.model.supernet.cuda;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosnas.model.engine.cuda.CudaBench;
import org.mosnas.model.engine.cuda.DeviceWeights.DeviceWeight;
import org.mosnas.model.kernel.cuda.DeviceMatrix;
import org.mosnas.model.kernel.cuda.MixKernels.Experts;
import org.mosnas.model.supernet.MixedMap;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.cuda.CudaSupernet.Slices;

/** Makes the mixed weights of one pass; matrices of one layer may share a router. */
final class CudaMixer {
  private static final int ADDRESS_INTS = 2;

  private final Mixture mixture;
  private final Slices slices;
  private final CudaBench bench;
  private final DeviceMatrix encoding;
  private final OptionalLong dropoutSeed;
  private final Map<String, CudaRouter> routers = new HashMap<>();
  private final Map<String, DeviceMatrix> coefficients = new HashMap<>();
  private final Map<String, DeviceMatrix> coefficientGradients = new LinkedHashMap<>();

  /**
   * Prepares a pass.
   *
   * @param encoding of the architecture, {@code [1, encodingSize]}
   * @param dropoutSeed of the routers' dropout; empty for none
   */
  CudaMixer(
      Mixture mixture,
      Slices slices,
      CudaBench bench,
      DeviceMatrix encoding,
      OptionalLong dropoutSeed) {
    this.mixture = mixture;
    this.slices = slices;
    this.bench = bench;
    this.encoding = encoding;
    this.dropoutSeed = dropoutSeed;
  }

  /**
   * Replaces the shared weight and bias of {@code map} by mixtures of their size.
   *
   * @return what takes their gradients back to the experts and to the coefficients
   */
  Runnable mix(MixedMap map, Map<String, DeviceWeight> weights) {
    DeviceMatrix shared = weights.get(map.name() + ".weight").value();
    DeviceMatrix p = coefficients(map, shared.rows());
    Experts experts = experts(map);
    DeviceWeight weight = fresh(shared.rows(), shared.columns());
    DeviceWeight bias = fresh(1, shared.rows());
    bench.mixes().mix(experts, p, weight.value(), bias.value());
    weights.put(map.name() + ".weight", weight);
    weights.put(map.name() + ".bias", bias);
    return () -> backward(map, experts, p, weight, bias);
  }

  private void backward(
      MixedMap map, Experts experts, DeviceMatrix p, DeviceWeight weight, DeviceWeight bias) {
    int rows = weight.value().rows();
    DeviceMatrix perRow = bench.arena().allocate(rows, experts.count());
    bench.mixes().backward(experts, p, weight.gradient(), bias.gradient(), perRow);
    DeviceMatrix sum =
        coefficientGradients.computeIfAbsent(
            map.router(), name -> bench.cleared(p.rows(), p.columns()));
    if (p.rows() == 1) {
      bench.rows().addParts(perRow, sum);
    } else {
      bench.rows().copy(1, perRow, sum, true);
    }
  }

  /** A router goes back once, after all the matrices it mixed have. */
  void routersBackward() {
    coefficientGradients.forEach((name, gradient) -> routers.get(name).backward(gradient));
  }

  private DeviceMatrix coefficients(MixedMap map, int rows) {
    boolean neuronWise = mixture.routing() == Mixture.Routing.NEURON_WISE;
    return coefficients.computeIfAbsent(
        map.router(),
        name -> {
          CudaRouter router = new CudaRouter(slices, bench, map, mixture, dropoutSeed);
          routers.put(name, router);
          return router.forward(encoding, neuronWise ? rows : 1);
        });
  }

  /** Addresses of weights, biases and, where something is trained, the gradients of both. */
  private Experts experts(MixedMap map) {
    int count = mixture.experts();
    int[] words = new int[4 * count * ADDRESS_INTS];
    for (int i = 0; i < count; i++) {
      DeviceWeight weight = slices.of(map.expert(i) + ".weight");
      DeviceWeight bias = slices.of(map.expert(i) + ".bias");
      put(words, i, weight.value());
      put(words, count + i, bias.value());
      put(words, 2 * count + i, weight.gradientSum().orElse(weight.value()));
      put(words, 3 * count + i, bias.gradientSum().orElse(bias.value()));
    }
    int stride = slices.of(map.expert(0) + ".weight").value().stride();
    return new Experts(bench.ints(words), count, stride);
  }

  private static void put(int[] words, int index, DeviceMatrix matrix) {
    words[index * ADDRESS_INTS] = (int) matrix.address();
    words[index * ADDRESS_INTS + 1] = (int) (matrix.address() >>> Integer.SIZE);
  }

  private DeviceWeight fresh(int rows, int columns) {
    DeviceMatrix value = bench.arena().allocate(rows, columns);
    return new DeviceWeight(
        value,
        slices.gradients().isPresent()
            ? Optional.of(bench.cleared(rows, columns))
            : Optional.empty());
  }
}
