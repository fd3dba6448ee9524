package org.mosnas.model.supernet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.network.Weights.Weight;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.ParameterBank.Slices;

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
  private final NetworkShape shape;
  private final Mixture mixture;
  private final RouterInput routerInput;
  private final ParameterLayout layout;
  private final List<MixedMap> mixed;
  private final DenseLayouts dense;

  /**
   * Describes a supernet.
   *
   * @param shape sizes of the weights
   * @param mixture experts and routers
   * @param routerInput what routers see
   */
  public Supernet(NetworkShape shape, Mixture mixture, RouterInput routerInput) {
    this.shape = shape;
    this.mixture = mixture;
    this.routerInput = routerInput;
    SupernetLayout built =
        SupernetLayout.of(shape, mixture, mixture.mixes() ? routerInput.size() : 0);
    this.layout = built.layout();
    this.mixed = built.mixed();
    this.dense = new DenseLayouts(shape);
  }

  /** A network without experts: HAT's supernet, or one subnet on its own. */
  public static Supernet plain(NetworkShape shape) {
    return new Supernet(shape, Mixture.NONE, RouterInput.none());
  }

  /** Sizes of the weights. */
  public NetworkShape shape() {
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
  public List<MixedMap> mixedMaps() {
    return mixed;
  }

  /** Dense weights for values only: no gradients, no router dropout. */
  public Subnet collapse(SubnetSpec spec, ParameterBank parameters, Workbench bench) {
    return collapse(spec, Slices.values(parameters), bench, OptionalLong.empty());
  }

  /**
   * Dense weights for a training pass.
   *
   * @param gradients what {@link Subnet#backward()} and the pass add to
   * @param dropoutSeed of the routers' dropout
   */
  public Subnet collapse(
      SubnetSpec spec,
      ParameterBank parameters,
      ParameterBank gradients,
      Workbench bench,
      long dropoutSeed) {
    return collapse(
        spec, Slices.trained(parameters, gradients), bench, OptionalLong.of(dropoutSeed));
  }

  private Subnet collapse(
      SubnetSpec spec, Slices slices, Workbench bench, OptionalLong dropoutSeed) {
    // The dense subnet on its own tells which weights there are and how large.
    Map<String, ParameterLayout.Slot> wanted = denseLayout(spec).slots();
    LinkedHashMap<String, Weight> weights = new LinkedHashMap<>();
    wanted.forEach((name, slot) -> weights.put(name, slices.of(name, slot.rows(), slot.columns())));
    if (!mixture.mixes()) {
      return new Subnet(weights, List.of(), () -> {});
    }
    Mixer mixer = new Mixer(mixture, slices, bench, encoding(spec, bench), dropoutSeed);
    List<Subnet.MixedWeights> mixtures = new ArrayList<>();
    for (MixedMap map : mixed) {
      if (wanted.containsKey(map.name() + ".weight")) {
        mixtures.add(mixer.mix(map, weights));
      }
    }
    return new Subnet(weights, mixtures, mixer::routersBackward);
  }

  /** Layout of {@code spec} as a network on its own. */
  public ParameterLayout denseLayout(SubnetSpec spec) {
    return dense.of(spec);
  }

  /**
   * Copies the weights of one subnet out, mixtures collapsed, as a network on its own.
   *
   * @return a bank in the layout of {@link #denseLayout}; the caller closes it
   */
  public ParameterBank extract(SubnetSpec spec, ParameterBank parameters, Workbench bench) {
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
  public DenseSubnet extract(SubnetSpec spec, float[] parameters) {
    try (ParameterBank bank = new ParameterBank(layout)) {
      bank.assign(parameters);
      return extract(spec, bank);
    }
  }

  /** As {@link #extract}, to the heap. */
  public DenseSubnet extract(SubnetSpec spec, ParameterBank parameters) {
    try (Workbench bench = new Workbench();
        ParameterBank dense = extract(spec, parameters, bench)) {
      return new DenseSubnet(shape.single(spec), dense.toArray());
    }
  }

  /**
   * What the routers make of a spec: the coefficients that its matrices are mixed with.
   *
   * @param parameters in the order of {@link #layout}
   * @return per matrix, in the order of the layout: {@code [neurons, experts]}, or {@code [1,
   *     experts]} with layer-wise routing, rows summing to 1; empty without a mixture
   */
  public Map<String, double[][]> coefficients(SubnetSpec spec, float[] parameters) {
    try (ParameterBank bank = new ParameterBank(layout)) {
      bank.assign(parameters);
      return coefficients(spec, bank);
    }
  }

  /** As the other, of parameters that are in a bank. */
  public Map<String, double[][]> coefficients(SubnetSpec spec, ParameterBank parameters) {
    Map<String, double[][]> coefficients = new LinkedHashMap<>();
    if (!mixture.mixes()) {
      return coefficients;
    }
    Map<String, ParameterLayout.Slot> wanted = denseLayout(spec).slots();
    try (Workbench bench = new Workbench()) {
      Slices slices = Slices.values(parameters);
      Mixer mixer = new Mixer(mixture, slices, bench, encoding(spec, bench), OptionalLong.empty());
      for (MixedMap map : mixed) {
        ParameterLayout.Slot slot = wanted.get(map.name() + ".weight");
        if (slot != null) {
          coefficients.put(map.name(), rows(mixer.coefficients(map.router(), slot.rows())));
        }
      }
    }
    return coefficients;
  }

  private static double[][] rows(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        rows[i][j] = matrix.get(i, j);
      }
    }
    return rows;
  }

  /** What routers see of a subnet. */
  public double[] encoding(SubnetSpec spec) {
    return routerInput.encode(spec);
  }

  private Matrix encoding(SubnetSpec spec, Workbench bench) {
    double[] numbers = encoding(spec);
    Matrix encoding = bench.arena().allocate(1, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      encoding.set(0, i, (float) numbers[i]);
    }
    return encoding;
  }

  /**
   * Checks that no two experts of a map are identical in every weight. A mixture of copies does not
   * depend on its coefficients, so the router gets no gradient; and the copies' gradients are
   * multiples of one another, which Adam turns into the same steps.
   *
   * @throws MosnasException of kind USAGE naming the map and the experts
   */
  public void requireDistinctExperts(ParameterBank parameters) {
    int experts = mixture.experts();
    for (MixedMap map : mixed) {
      for (int i = 0; i < experts; i++) {
        for (int j = i + 1; j < experts; j++) {
          if (identical(parameters, map.expert(i), map.expert(j))) {
            throw new MosnasException(ErrorKind.USAGE, alike(map, i, j));
          }
        }
      }
    }
  }

  private static String alike(MixedMap map, int first, int second) {
    return String.format(
        Locale.ROOT,
        "experts %d and %d of %s are identical: their mixture would not depend on the architecture,"
            + " its router would get no gradient and they would stay alike; draw every expert by"
            + " itself, or set mixture.experts to 1",
        first,
        second,
        map.name());
  }

  private static boolean identical(ParameterBank parameters, String first, String second) {
    return equal(parameters.matrix(first + ".weight"), parameters.matrix(second + ".weight"))
        && equal(parameters.matrix(first + ".bias"), parameters.matrix(second + ".bias"));
  }

  private static boolean equal(Matrix x, Matrix y) {
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.columns(); c++) {
        if (x.get(r, c) != y.get(r, c)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Layouts of single subnets, each computed once: training comes back to the extremes in every
   * update, and to one subnet for every micro-batch. Safe for use by several threads.
   */
  static final class DenseLayouts {
    /** A layout is a few hundred entries; a search asks for thousands of subnets once each. */
    private static final int KEPT = 64;

    private final NetworkShape shape;
    private final Map<SubnetSpec, ParameterLayout> layouts =
        new LinkedHashMap<>(KEPT, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<SubnetSpec, ParameterLayout> eldest) {
            return size() > KEPT;
          }
        };

    DenseLayouts(NetworkShape shape) {
      this.shape = shape;
    }

    synchronized ParameterLayout of(SubnetSpec spec) {
      return layouts.computeIfAbsent(spec, s -> SupernetLayout.dense(shape.single(s)));
    }
  }
}
