package org.mosnas.model.supernet;

import java.io.Serializable;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.space.SubnetSpec;

/**
 * One subnet on its own, mixtures collapsed, on the heap: what is finetuned, evaluated and
 * exported. Travels to executors. The array is its own and is not to be changed.
 */
public final class DenseSubnet implements Serializable {
  private static final long serialVersionUID = 1L;

  private final NetworkShape shape;
  private final float[] parameters;

  /**
   * Wraps weights.
   *
   * @param shape whose envelope is the subnet
   * @param parameters in the layout of {@code Supernet.plain(shape)}, {@code [floats]}
   */
  public DenseSubnet(NetworkShape shape, float[] parameters) {
    int floats = Supernet.plain(shape).layout().floats();
    if (parameters.length != floats) {
      throw new IllegalArgumentException(
          parameters.length + " parameters for a subnet of " + floats + " floats");
    }
    this.shape = shape;
    this.parameters = parameters;
  }

  /** The subnet. */
  public SubnetSpec spec() {
    return shape.envelope();
  }

  /** Sizes of its weights. */
  public NetworkShape shape() {
    return shape;
  }

  /**
   * The same weights below another head.
   *
   * @param seed of the weights that the head has and this subnet has not
   * @throws IllegalArgumentException if the family has no such head
   */
  public DenseSubnet headed(Head head, long seed) {
    NetworkShape other = shape.headed(head);
    try (ParameterBank bank = Initializer.initialize(Supernet.plain(other), seed);
        ParameterBank own = toBank()) {
      for (String name : bank.layout().names()) {
        if (own.layout().names().contains(name)) {
          bank.matrix(name).assign(own.matrix(name).toArray());
        }
      }
      return new DenseSubnet(other, bank.toArray());
    }
  }

  /** It as a network that can be trained or collapsed. */
  public Supernet network() {
    return Supernet.plain(shape);
  }

  /** Its weights, {@code [floats]}. */
  public float[] parameters() {
    return parameters;
  }

  /** Its weights off-heap; the caller closes them. */
  public ParameterBank toBank() {
    ParameterBank bank = new ParameterBank(network().layout());
    bank.assign(parameters);
    return bank;
  }
}
