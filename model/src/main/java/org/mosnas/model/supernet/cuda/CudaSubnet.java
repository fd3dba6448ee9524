package org.mosnas.model.supernet.cuda;

import java.util.List;
import java.util.Map;
import org.mosnas.model.engine.cuda.DeviceWeights;

/**
 * The dense weights of one subnet on the device: views of the supernet's parameters where they are
 * shared, matrices in the arena where they are mixed from experts. Valid until the arena is reset.
 */
public final class CudaSubnet implements DeviceWeights {
  private final Map<String, DeviceWeight> weights;
  private final List<Runnable> back;

  CudaSubnet(Map<String, DeviceWeight> weights, List<Runnable> back) {
    this.weights = weights;
    this.back = List.copyOf(back);
  }

  @Override
  public DeviceWeight weight(String name) {
    DeviceWeight weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("the subnet has no weight called " + name);
    }
    return weight;
  }

  /** Takes the gradients of mixed weights back to experts and routers. */
  public void backward() {
    back.forEach(Runnable::run);
  }
}
