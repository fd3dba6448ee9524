package org.mosnas.model.supernet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Weights.Weight;
import org.mosnas.model.supernet.ParameterBank.Slices;

/** Makes the mixed weights of one pass; matrices of one layer may share a router. */
final class Mixer {
  private final Mixture mixture;
  private final Slices slices;
  private final Workbench bench;
  private final Matrix encoding;
  private final OptionalLong dropoutSeed;
  private final Map<String, Router> routers = new HashMap<>();
  private final Map<String, Matrix> coefficients = new HashMap<>();
  private final Map<String, Matrix> coefficientGradients = new LinkedHashMap<>();

  /**
   * Prepares a pass.
   *
   * @param encoding of the architecture, {@code [1, encodingSize]}
   * @param dropoutSeed of the routers' dropout; empty for none
   */
  Mixer(
      Mixture mixture, Slices slices, Workbench bench, Matrix encoding, OptionalLong dropoutSeed) {
    this.mixture = mixture;
    this.slices = slices;
    this.bench = bench;
    this.encoding = encoding;
    this.dropoutSeed = dropoutSeed;
  }

  /** Replaces the shared weight and bias of {@code map} by mixtures of their size. */
  Subnet.MixedWeights mix(MixedMap map, Map<String, Weight> weights) {
    Matrix shared = weights.get(map.name() + ".weight").value();
    int rows = shared.rows();
    Matrix p = coefficients(map.router(), rows);
    List<Weight> expertWeights = new ArrayList<>();
    List<Weight> expertBiases = new ArrayList<>();
    for (int i = 0; i < mixture.experts(); i++) {
      expertWeights.add(slices.of(map.expert(i) + ".weight", rows, shared.columns()));
      expertBiases.add(slices.of(map.expert(i) + ".bias", 1, rows));
    }
    Subnet.MixedWeights mixed =
        new Subnet.MixedWeights(
            expertWeights,
            expertBiases,
            p,
            slices.gradients().isPresent() ? coefficientGradient(map.router(), p) : null,
            fresh(rows, shared.columns()),
            fresh(1, rows));
    mixed.mix();
    weights.put(map.name() + ".weight", mixed.weight());
    weights.put(map.name() + ".bias", mixed.bias());
    return mixed;
  }

  /** A router goes back once, after all the matrices it mixed have. */
  void routersBackward() {
    coefficientGradients.forEach((name, gradient) -> routers.get(name).backward(gradient));
  }

  /**
   * What a router says, asked once.
   *
   * @param rows active neurons of the matrix
   * @return {@code [rows, experts]}, or {@code [1, experts]} with layer-wise routing
   */
  Matrix coefficients(String router, int rows) {
    boolean neuronWise = mixture.routing() == Mixture.Routing.NEURON_WISE;
    return coefficients.computeIfAbsent(
        router,
        name -> {
          Router pass = new Router(slices, bench, name, mixture, dropoutSeed);
          routers.put(name, pass);
          return pass.forward(encoding, neuronWise ? rows : 1);
        });
  }

  private Matrix coefficientGradient(String router, Matrix p) {
    return coefficientGradients.computeIfAbsent(router, name -> cleared(p.rows(), p.columns()));
  }

  private Weight fresh(int rows, int columns) {
    Matrix value = bench.arena().allocate(rows, columns);
    return new Weight(value, slices.gradients().isPresent() ? cleared(rows, columns) : null);
  }

  private Matrix cleared(int rows, int columns) {
    Matrix m = bench.arena().allocate(rows, columns);
    Elementwise.clear(m);
    return m;
  }
}
