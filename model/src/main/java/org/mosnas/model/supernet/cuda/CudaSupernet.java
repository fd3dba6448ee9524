package org.mosnas.model.supernet.cuda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosnas.model.engine.cuda.CudaBench;
import org.mosnas.model.engine.cuda.DeviceWeights.DeviceWeight;
import org.mosnas.model.kernel.cuda.DeviceMatrix;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.MixedMap;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Supernet;

/**
 * A supernet whose parameters live on a device: makes the dense weights of a spec there, as {@link
 * Supernet#collapse} does on the host.
 */
public final class CudaSupernet {
  private final Supernet supernet;
  private final CudaBench bench;

  /** A supernet on the device of a bench. */
  public CudaSupernet(Supernet supernet, CudaBench bench) {
    this.supernet = supernet;
    this.bench = bench;
  }

  /** The parameters and their gradients, to be cut to the size of a subnet. */
  record Slices(DeviceBank parameters, Optional<DeviceBank> gradients) {
    /** The first rows and columns of a parameter. */
    DeviceWeight of(String name, int rows, int columns) {
      return new DeviceWeight(
          parameters.matrix(name).prefix(rows, columns),
          gradients.map(bank -> bank.matrix(name).prefix(rows, columns)));
    }

    /** A whole parameter. */
    DeviceWeight of(String name) {
      return new DeviceWeight(parameters.matrix(name), gradients.map(bank -> bank.matrix(name)));
    }
  }

  /** Dense weights for values only: no gradients, no router dropout. */
  public CudaSubnet collapse(SubnetSpec spec, DeviceBank parameters) {
    return collapse(spec, new Slices(parameters, Optional.empty()), OptionalLong.empty());
  }

  /**
   * Dense weights for a training pass.
   *
   * @param gradients what {@link CudaSubnet#backward()} and the pass add to
   * @param dropoutSeed of the routers' dropout
   */
  public CudaSubnet collapse(
      SubnetSpec spec, DeviceBank parameters, DeviceBank gradients, long dropoutSeed) {
    return collapse(
        spec, new Slices(parameters, Optional.of(gradients)), OptionalLong.of(dropoutSeed));
  }

  private CudaSubnet collapse(SubnetSpec spec, Slices slices, OptionalLong dropoutSeed) {
    Map<String, ParameterLayout.Slot> wanted = supernet.denseLayout(spec).slots();
    Map<String, DeviceWeight> weights = new LinkedHashMap<>();
    wanted.forEach((name, slot) -> weights.put(name, slices.of(name, slot.rows(), slot.columns())));
    List<Runnable> back = new ArrayList<>();
    if (supernet.mixture().mixes()) {
      bench.products().begin(false); // routers are small, and never rounded
      back.add(() -> bench.products().begin(false));
      CudaMixer mixer =
          new CudaMixer(supernet.mixture(), slices, bench, encoding(spec), dropoutSeed);
      for (MixedMap map : supernet.mixedMaps()) {
        if (wanted.containsKey(map.name() + ".weight")) {
          back.add(mixer.mix(map, weights));
        }
      }
      back.add(mixer::routersBackward);
    }
    return new CudaSubnet(weights, back);
  }

  private DeviceMatrix encoding(SubnetSpec spec) {
    double[] numbers = supernet.encoding(spec);
    int[] bits = new int[numbers.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits((float) numbers[i]);
    }
    return DeviceMatrix.dense(bench.ints(bits), 1, bits.length);
  }
}
