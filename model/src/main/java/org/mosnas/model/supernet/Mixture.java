package org.mosnas.model.supernet;

import java.io.Serializable;

/**
 * How the feed-forward weights of a subnet are mixed from experts (Jawahar et al., Mixture-of-
 * Supernets, <a href="https://arxiv.org/abs/2306.04845">paper</a>).
 *
 * @param experts weights kept per matrix, m; 1 is plain weight sharing without routers
 * @param routing what shares one set of mixing coefficients
 * @param scope which matrices share a router
 * @param hiddenSize width of the router's hidden layers
 * @param depth linear layers of a router, at least 1
 * @param dropout rate after each hidden layer while training, in [0, 1)
 */
public record Mixture(
    int experts, Routing routing, RouterScope scope, int hiddenSize, int depth, double dropout)
    implements Serializable {

  /** What shares one set of mixing coefficients. */
  public enum Routing {
    /** A whole matrix. */
    LAYER_WISE,
    /** One output neuron, that is one row of a matrix. */
    NEURON_WISE
  }

  /** Which matrices share a router. */
  public enum RouterScope {
    /** Both maps of a feed-forward block; layer-wise only. */
    LAYER,
    /** Every matrix has its own. */
    MATRIX
  }

  /** Plain weight sharing, as in HAT. */
  public static final Mixture NONE = new Mixture(1, Routing.LAYER_WISE, RouterScope.LAYER, 1, 1, 0);

  /** Checks the ranges. */
  public Mixture {
    require(experts >= 1, "mixture.experts must be at least 1, was " + experts);
    require(hiddenSize >= 1, "mixture.hidden-size must be at least 1, was " + hiddenSize);
    require(depth >= 1, "mixture.depth must be at least 1, was " + depth);
    require(dropout >= 0 && dropout < 1, "mixture.dropout must be in [0, 1), was " + dropout);
    require(
        routing == Routing.LAYER_WISE || scope == RouterScope.MATRIX,
        "mixture.router-scope must be matrix for neuron-wise routing");
  }

  /** Layer-wise mixture with one router per layer, as in the paper. */
  public static Mixture layerWise(int experts, int hiddenSize) {
    return new Mixture(experts, Routing.LAYER_WISE, RouterScope.LAYER, hiddenSize, 2, 0.1);
  }

  /** Neuron-wise mixture with one router per matrix, as in the paper. */
  public static Mixture neuronWise(int experts, int hiddenSize) {
    return new Mixture(experts, Routing.NEURON_WISE, RouterScope.MATRIX, hiddenSize, 2, 0.1);
  }

  /** Whether there is anything to mix. */
  public boolean mixes() {
    return experts > 1;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
