package org.mosnas.model.space;

import java.io.Serializable;
import java.util.SplittableRandom;
import org.mosnas.model.random.Seeds;

/**
 * Draws one subnet per seed.
 *
 * <p>Equal seeds give equal subnets on every machine, and drawing never depends on earlier draws.
 * How likely each subnet is, is a matter of its {@linkplain SearchSpace#draw space}.
 */
@FunctionalInterface
public interface SubnetSampler extends Serializable {
  /**
   * Draws a subnet of {@code space}.
   *
   * @param seed seed of this draw, from {@link Seeds}, or for {@link #python} HAT's update number
   */
  SubnetSpec sample(SearchSpace space, long seed);

  /** The sampler to use. */
  static SubnetSampler uniform() {
    return (space, seed) -> {
      SplittableRandom random = Seeds.generator(seed, "subnet");
      return space.draw(random::nextInt);
    };
  }

  /**
   * HAT's own sequence: the draws of CPython's {@code random} module after {@code
   * random.seed(seed)}.
   */
  static SubnetSampler python() {
    return (space, seed) -> {
      PythonRandom random = new PythonRandom(seed);
      return space.draw(random::below);
    };
  }
}
