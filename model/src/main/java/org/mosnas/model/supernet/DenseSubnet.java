package org.mosnas.model.supernet;

import java.io.Serializable;
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
