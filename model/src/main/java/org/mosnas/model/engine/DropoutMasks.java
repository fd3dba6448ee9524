package org.mosnas.model.engine;

import org.mosnas.model.random.Seeds;

/**
 * The seeds of the dropout masks of one pass, in the order in which the network asks for them; all
 * engines draw from it, so a pass drops the same elements on each.
 *
 * <p>A mask is that of {@link org.mosnas.model.kernel.Elementwise#dropout} on the packed tensor.
 * Attention probabilities are dropped head by head, as matrices {@code [queries, rowLength(keys)]}.
 */
public final class DropoutMasks {
  private static final int ROW_ALIGNMENT = 8;

  private final long passSeed;
  private int drawn;

  /** The masks of the pass with {@code passSeed}. */
  public DropoutMasks(long passSeed) {
    this.passSeed = passSeed;
  }

  /** Seed of the next mask. */
  public int nextSeed() {
    return (int) Seeds.child(passSeed, "dropout", drawn++);
  }

  /**
   * Seed of one head.
   *
   * @param seed of the attention
   * @param index number of the head, counted through all sentences: {@code sentence * heads + head}
   */
  public static int headSeed(int seed, int index) {
    return seed + index * 0x9e3779b9;
  }

  /** Columns of the matrix of probabilities over {@code keys} keys. */
  public static int rowLength(int keys) {
    return (keys + ROW_ALIGNMENT - 1) & -ROW_ALIGNMENT;
  }
}
