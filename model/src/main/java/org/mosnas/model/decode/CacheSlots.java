package org.mosnas.model.decode;

import java.util.Arrays;

/**
 * Which slot of a cache holds which prefix.
 *
 * <p>Every sentence has as many slots as a beam has prefixes. The first continuation of a prefix
 * takes over its slot and nothing moves; any other gets a slot that nobody continues, into which
 * the prefix is copied from where it differs from what is there already. Hypotheses of one sentence
 * mostly differ in their last tokens only, so that is little.
 */
final class CacheSlots {

  /** Told what to copy. */
  interface Copier {
    /** Rows {@code from} to {@code to} of one slot are to be copied to another. */
    void copy(int fromSlot, int toSlot, int from, int to);
  }

  private static final int NONE = -1;

  private int beam;
  private int[] slotOfRow = new int[0];
  private int[] slotOfParent = new int[0];
  private boolean[] taken = new boolean[0];
  private int[][] tokens = new int[0][];
  private int[] lengths = new int[0];

  /** Begins a batch. */
  void start(int sentences, int newBeam) {
    beam = newBeam;
    int slots = sentences * beam;
    slotOfRow = new int[slots];
    slotOfParent = new int[slots];
    taken = new boolean[slots];
    lengths = new int[slots];
    tokens = new int[slots][16];
    for (int b = 0; b < sentences; b++) {
      slotOfRow[b] = b * beam;
    }
  }

  /** Number of slots. */
  int count() {
    return taken.length;
  }

  /** Slot of every row of the frontier that {@link #advance} saw last. */
  int[] ofRows(int rows) {
    return Arrays.copyOf(slotOfRow, rows);
  }

  /** Gives every row of the frontier a slot that holds its parent's prefix, then adds its token. */
  void advance(Frontier frontier, Copier copier) {
    int[] parents = slotOfRow;
    slotOfRow = slotOfParent;
    slotOfParent = parents;
    Arrays.fill(taken, false);
    for (int row = 0; row < frontier.rows(); row++) {
      int slot = slotOfParent[frontier.parent(row)];
      slotOfRow[row] = taken[slot] ? NONE : slot;
      taken[slot] = true;
    }
    for (int row = 0; row < frontier.rows(); row++) {
      if (slotOfRow[row] == NONE) {
        slotOfRow[row] = freeSlot(frontier.sentence(row));
        move(slotOfParent[frontier.parent(row)], slotOfRow[row], frontier.step(), copier);
      }
    }
    for (int row = 0; row < frontier.rows(); row++) {
      append(slotOfRow[row], frontier.step(), frontier.token(row));
    }
  }

  private int freeSlot(int sentence) {
    int slot = sentence * beam;
    while (taken[slot]) {
      slot++;
    }
    taken[slot] = true;
    return slot;
  }

  private void move(int fromSlot, int toSlot, int length, Copier copier) {
    int same = 0;
    int known = Math.min(length, lengths[toSlot]);
    while (same < known && tokens[toSlot][same] == tokens[fromSlot][same]) {
      same++;
    }
    if (same < length) {
      copier.copy(fromSlot, toSlot, same, length);
      ensure(toSlot, length);
      System.arraycopy(tokens[fromSlot], same, tokens[toSlot], same, length - same);
    }
  }

  private void append(int slot, int step, int token) {
    ensure(slot, step + 1);
    tokens[slot][step] = token;
    lengths[slot] = step + 1;
  }

  private void ensure(int slot, int length) {
    if (tokens[slot].length < length) {
      tokens[slot] = Arrays.copyOf(tokens[slot], Math.max(length, 2 * tokens[slot].length));
    }
  }
}
