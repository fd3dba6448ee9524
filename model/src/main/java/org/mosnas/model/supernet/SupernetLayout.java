package org.mosnas.model.supernet;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.network.Role;
import org.mosnas.model.network.WeightDeclarations;
import org.mosnas.model.supernet.ParameterLayout.Kind;

/** Lays the parameters of a supernet out: the envelope's weights, experts, routers. */
final class SupernetLayout implements WeightDeclarations {
  private final Mixture mixture;
  private final int encodingSize;
  private final ParameterLayout layout = new ParameterLayout();
  private final List<MixedMap> mixed = new ArrayList<>();
  private String lastMixedLayer = "";

  private SupernetLayout(Mixture mixture, int encodingSize) {
    this.mixture = mixture;
    this.encodingSize = encodingSize;
  }

  static SupernetLayout of(NetworkShape shape, Mixture mixture, int encodingSize) {
    SupernetLayout built = new SupernetLayout(mixture, encodingSize);
    shape.declare(built);
    return built;
  }

  /** The dense weights of a shape, without experts and routers. */
  static ParameterLayout dense(NetworkShape shape) {
    return of(shape, Mixture.NONE, 0).layout();
  }

  ParameterLayout layout() {
    return layout;
  }

  List<MixedMap> mixed() {
    return List.copyOf(mixed);
  }

  @Override
  public void table(String name, int vocabulary, int columns, Role role) {
    layout.add(name, vocabulary, columns, role, Kind.TABLE);
  }

  @Override
  public void linear(String name, int outputs, int inputs, Role role) {
    layout.add(name + ".weight", outputs, inputs, role, Kind.WEIGHT);
    layout.add(name + ".bias", 1, outputs, role, Kind.BIAS);
  }

  @Override
  public void bias(String name, int size, Role role) {
    layout.add(name, 1, size, role, Kind.BIAS);
  }

  @Override
  public void norm(String name, int size) {
    layout.add(name + NORM_WEIGHT, 1, size, Role.NORM, Kind.WEIGHT);
    layout.add(name + ".bias", 1, size, Role.NORM, Kind.BIAS);
  }

  @Override
  public void mixedLinear(String layer, String map, int outputs, int inputs, Role role) {
    linear(layer + map, outputs, inputs, role);
    if (!mixture.mixes()) {
      return;
    }
    boolean own = mixture.scope() == Mixture.RouterScope.MATRIX;
    String router = layer + (own ? map + ".router" : "router");
    MixedMap mixedMap = new MixedMap(layer + map, router);
    for (int i = 1; i < mixture.experts(); i++) {
      linear(mixedMap.expert(i), outputs, inputs, role);
    }
    if (own || !layer.equals(lastMixedLayer)) {
      router(router, mixture.routing() == Mixture.Routing.NEURON_WISE ? outputs : 1);
      lastMixedLayer = layer;
    }
    mixed.add(mixedMap);
  }

  private void router(String name, int neurons) {
    int inputs = encodingSize;
    for (int i = 0; i < mixture.depth() - 1; i++) {
      linear(Router.hidden(name, i), mixture.hiddenSize(), inputs, Role.ROUTER_HIDDEN);
      inputs = mixture.hiddenSize();
    }
    linear(Router.output(name), mixture.experts() * neurons, inputs, Role.ROUTER_OUTPUT);
  }
}
