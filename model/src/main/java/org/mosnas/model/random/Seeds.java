package org.mosnas.model.random;

import java.util.SplittableRandom;

/**
 * Named children of a seed.
 *
 * <p>Seeds travel to executors, generators do not: a task derives its own seed from the run's seed,
 * the name of what it draws and the indices of where it stands, and builds its generator on the
 * spot. Equal arguments give equal seeds on every machine.
 */
public final class Seeds {
  private Seeds() {}

  /**
   * Derives the seed of one named draw.
   *
   * @param seed parent seed
   * @param name what is drawn, such as {@code "dropout"}
   * @param indices where: round, worker, step …
   * @return the child seed; every bit depends on every argument
   */
  public static long child(long seed, String name, long... indices) {
    long state = mix(seed + GOLDEN_GAMMA);
    for (int i = 0; i < name.length(); i++) {
      state = mix(state ^ (name.charAt(i) + GOLDEN_GAMMA));
    }
    for (long index : indices) {
      state = mix(state + GOLDEN_GAMMA ^ mix(index + GOLDEN_GAMMA));
    }
    return state;
  }

  /** A fresh generator for {@code child(seed, name, indices)}. */
  public static SplittableRandom generator(long seed, String name, long... indices) {
    return new SplittableRandom(child(seed, name, indices));
  }

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** The finalizer of SplitMix64: a bijection in which every input bit flips half the output. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
