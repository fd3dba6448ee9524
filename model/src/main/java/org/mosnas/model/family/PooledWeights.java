package org.mosnas.model.family;

import java.util.SplittableRandom;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.Weights;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.supernet.ParameterLayout;

/**
 * Dense weights of any network up to a size, all carved from one pool of random numbers: the time
 * of a product does not depend on its values.
 */
public final class PooledWeights implements AutoCloseable {
  private static final float SPREAD = 0.05f;

  private final Memory pool;

  /** Draws so many numbers. */
  public PooledWeights(int floats) {
    pool = Memory.allocate(floats);
    SplittableRandom random = Seeds.generator(0, "workload");
    for (int i = 0; i < floats; i++) {
      pool.set(i, (float) (random.nextDouble() - 0.5) * SPREAD);
    }
  }

  /** The weights of a network in {@code layout}. */
  public Weights of(ParameterLayout layout) {
    return name -> {
      ParameterLayout.Slot slot = layout.slot(name);
      return new Weights.Weight(pool.view(slot.offset(), slot.rows(), slot.columns()), null);
    };
  }

  @Override
  public void close() {
    pool.close();
  }
}
