package org.mosnas.model.memory;

import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;

/** What a process holds in memory, for tests that look for leaks. */
public final class ResidentMemory {
  private static final int ROUNDS = 5;

  private ResidentMemory() {}

  /**
   * The bytes by which the process grows in a typical round of some work.
   *
   * <p>A leak grows in every round. The collector takes and gives back pages of the heap now and
   * then, hundreds of megabytes at once, so that one difference of two readings proves nothing; the
   * median of the rounds leaves such jumps out.
   *
   * @param round the work of one round; a leak in it must be well above the bound that is asserted
   */
  public static long growthPerRound(Runnable round) {
    long[] growths = new long[ROUNDS];
    long before = bytes();
    for (int i = 0; i < ROUNDS; i++) {
      round.run();
      long after = bytes();
      growths[i] = after - before;
      before = after;
    }
    Arrays.sort(growths);
    return growths[ROUNDS / 2];
  }

  private static long bytes() {
    System.gc();
    return Pointer.physicalBytes();
  }
}
