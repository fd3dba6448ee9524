package org.mosnas.model.supernet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.engine.tape.Workbench;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.network.Weights.Weight;
import org.mosnas.model.space.TranslationSpec;

/**
 * A translation supernet: which parameters there are, and how a spec's dense weights are made of
 * them. Immutable; the numbers live in {@link ParameterBank}s.
 *
 * <p>Every weight of a subnet is the prefix slice of a stored weight; feed-forward maps are
 * mixtures {@code W(a) = sum_i r_i(a) slice(W_i)} of experts with coefficients from routers that
 * see the architecture and never a token (Jawahar et al., <a
 * href="https://arxiv.org/abs/2306.04845">paper</a>). With one expert this is HAT's weight sharing.
 */
public final class Supernet {
  private final TranslationShape shape;
  private final Mixture mixture;
  private final RouterInput routerInput;
  private final ParameterLayout layout;
  private final Map<String, MixedMap> mixed = new LinkedHashMap<>();

  /**
   * Describes a supernet.
   *
   * @param shape sizes of the weights
   * @param mixture experts and routers
   * @param routerInput what routers see
   */
  public Supernet(TranslationShape shape, Mixture mixture, RouterInput routerInput) {
    this.shape = shape;
    this.mixture = mixture;
    this.routerInput = routerInput;
    TranslationLayout built =
        new TranslationLayout(shape, mixture, mixture.mixes() ? routerInput.size() : 0);
    this.layout = built.layout();
    built.mixed().forEach(map -> mixed.put(map.name(), map));
  }

  /** A network without experts: HAT's supernet, or one subnet on its own. */
  public static Supernet plain(TranslationShape shape) {
    return new Supernet(shape, Mixture.NONE, null);
  }

  /** Sizes of the weights. */
  public TranslationShape shape() {
    return shape;
  }

  /** Experts and routers. */
  public Mixture mixture() {
    return mixture;
  }

  /** The parameters and their places. */
  public ParameterLayout layout() {
    return layout;
  }

  /** The maps that have experts; none without a mixture. */
  Collection<MixedMap> mixedMaps() {
    return mixed.values();
  }

  /** Dense weights for values only: no gradients, no router dropout. */
  public Subnet collapse(TranslationSpec spec, ParameterBank parameters, Workbench bench) {
    return collapse(spec, parameters, null, bench, null);
  }

  /**
   * Dense weights for a training pass.
   *
   * @param gradients what {@link Subnet#backward()} and the pass add to
   * @param dropoutSeed of the routers' dropout
   */
  public Subnet collapse(
      TranslationSpec spec,
      ParameterBank parameters,
      ParameterBank gradients,
      Workbench bench,
      long dropoutSeed) {
    return collapse(spec, parameters, gradients, bench, (Long) dropoutSeed);
  }

  private Subnet collapse(
      TranslationSpec spec,
      ParameterBank parameters,
      ParameterBank gradients,
      Workbench bench,
      Long dropoutSeed) {
    // The dense subnet on its own tells which weights there are and how large.
    Map<String, ParameterLayout.Slot> wanted = denseLayout(spec).slots();
    LinkedHashMap<String, Weight> weights = new LinkedHashMap<>();
    wanted.forEach(
        (name, slot) ->
            weights.put(name, slice(parameters, gradients, name, slot.rows(), slot.columns())));
    if (!mixture.mixes()) {
      return new Subnet(weights, List.of(), () -> {});
    }
    Mixer mixer = new Mixer(parameters, gradients, bench, dropoutSeed, encoding(spec, bench));
    List<Subnet.MixedWeights> mixtures = new ArrayList<>();
    for (MixedMap map : mixed.values()) {
      if (wanted.containsKey(map.name() + ".weight")) {
        mixtures.add(mixer.mix(map, weights));
      }
    }
    return new Subnet(weights, mixtures, mixer::routersBackward);
  }

  /** Layout of {@code spec} as a network on its own. */
  public ParameterLayout denseLayout(TranslationSpec spec) {
    return new TranslationLayout(shape.single(spec), Mixture.NONE, 0).layout();
  }

  /**
   * Copies the weights of one subnet out, mixtures collapsed, as a network on its own.
   *
   * @return a bank in the layout of {@link #denseLayout}; the caller closes it
   */
  public ParameterBank extract(TranslationSpec spec, ParameterBank parameters, Workbench bench) {
    var mark = bench.arena().mark();
    Subnet subnet = collapse(spec, parameters, bench);
    ParameterBank dense = new ParameterBank(denseLayout(spec));
    for (String name : dense.layout().names()) {
      Elementwise.copy(subnet.weight(name).value(), dense.matrix(name));
    }
    bench.arena().release(mark);
    return dense;
  }

  /** As {@link #extract}, from and to the heap. */
  public DenseSubnet extract(TranslationSpec spec, float[] parameters) {
    try (ParameterBank bank = new ParameterBank(layout);
        Workbench bench = new Workbench()) {
      bank.assign(parameters);
      try (ParameterBank dense = extract(spec, bank, bench)) {
        return new DenseSubnet(shape.single(spec), dense.toArray());
      }
    }
  }

  private Matrix encoding(TranslationSpec spec, Workbench bench) {
    double[] numbers = routerInput.encode(spec);
    Matrix encoding = bench.arena().allocate(1, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      encoding.set(0, i, (float) numbers[i]);
    }
    return encoding;
  }

  private static Weight slice(
      ParameterBank parameters, ParameterBank gradients, String name, int rows, int columns) {
    return new Weight(
        parameters.matrix(name).prefix(rows, columns),
        gradients == null ? null : gradients.matrix(name).prefix(rows, columns));
  }

  /** Makes the mixed weights of one pass; matrices of one layer may share a router. */
  private final class Mixer {
    private final ParameterBank parameters;
    private final ParameterBank gradients;
    private final Workbench bench;
    private final Long dropoutSeed;
    private final Matrix encoding;
    private final Map<String, Router> routers = new HashMap<>();
    private final Map<String, Matrix> coefficients = new HashMap<>();
    private final Map<String, Matrix> coefficientGradients = new LinkedHashMap<>();

    Mixer(
        ParameterBank parameters,
        ParameterBank gradients,
        Workbench bench,
        Long dropoutSeed,
        Matrix encoding) {
      this.parameters = parameters;
      this.gradients = gradients;
      this.bench = bench;
      this.dropoutSeed = dropoutSeed;
      this.encoding = encoding;
    }

    Subnet.MixedWeights mix(MixedMap map, Map<String, Weight> weights) {
      Matrix shared = weights.get(map.name() + ".weight").value();
      int rows = shared.rows();
      Matrix p = coefficients(map.router(), rows);
      List<Weight> expertWeights = new ArrayList<>();
      List<Weight> expertBiases = new ArrayList<>();
      for (int i = 0; i < mixture.experts(); i++) {
        String expert = map.expert(i);
        expertWeights.add(slice(parameters, gradients, expert + ".weight", rows, shared.columns()));
        expertBiases.add(slice(parameters, gradients, expert + ".bias", 1, rows));
      }
      Subnet.MixedWeights mixedWeights =
          new Subnet.MixedWeights(
              expertWeights,
              expertBiases,
              p,
              gradients == null ? null : coefficientGradient(map.router(), p),
              fresh(rows, shared.columns()),
              fresh(1, rows));
      mixedWeights.mix();
      weights.put(map.name() + ".weight", mixedWeights.weight());
      weights.put(map.name() + ".bias", mixedWeights.bias());
      return mixedWeights;
    }

    /** A router goes back once, after all the matrices it mixed have. */
    void routersBackward() {
      coefficientGradients.forEach((name, gradient) -> routers.get(name).backward(gradient));
    }

    private Matrix coefficients(String router, int rows) {
      boolean neuronWise = mixture.routing() == Mixture.Routing.NEURON_WISE;
      return coefficients.computeIfAbsent(
          router,
          name -> {
            Router pass =
                new Router(
                    parameters, gradients, bench.gemm(), bench.arena(), name, mixture, dropoutSeed);
            routers.put(name, pass);
            return pass.forward(encoding, neuronWise ? rows : 1);
          });
    }

    private Matrix coefficientGradient(String router, Matrix p) {
      return coefficientGradients.computeIfAbsent(router, name -> cleared(p.rows(), p.columns()));
    }

    private Weight fresh(int rows, int columns) {
      Matrix value = bench.arena().allocate(rows, columns);
      return new Weight(value, gradients == null ? null : cleared(rows, columns));
    }

    private Matrix cleared(int rows, int columns) {
      Matrix m = bench.arena().allocate(rows, columns);
      Elementwise.clear(m);
      return m;
    }
  }
}
