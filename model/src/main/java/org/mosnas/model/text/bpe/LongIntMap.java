package org.mosnas.model.text.bpe;

import java.util.Arrays;

/** A hash map from {@code long} of at least 0 to {@code int}; a missing key has a set value. */
final class LongIntMap {
  private static final long FREE = -1;

  private final int missing;
  private long[] keys;
  private int[] values;
  private int size;

  LongIntMap(int missing) {
    this.missing = missing;
    allocate(1 << 10);
  }

  /** The key of an ordered pair of numbers from 0. */
  static long pair(int left, int right) {
    return ((long) left << 32) | right;
  }

  int get(long key) {
    int slot = slot(key);
    return keys[slot] == key ? values[slot] : missing;
  }

  /** Maps the key to the value; returns what {@link #get} gave before. */
  int put(long key, int value) {
    int slot = slot(key);
    int before = missing;
    if (keys[slot] == key) {
      before = values[slot];
    } else {
      keys[slot] = key;
      size++;
    }
    values[slot] = value;
    if (size > keys.length / 2) {
      grow();
    }
    return before;
  }

  /** Adds to the value of a key; returns false and changes nothing if its value is missing. */
  boolean addIfPresent(long key, int amount) {
    int slot = slot(key);
    if (keys[slot] != key || values[slot] == missing) {
      return false;
    }
    values[slot] += amount;
    return true;
  }

  /** The slot of the key, or the free slot where it would go. */
  private int slot(long key) {
    long mixed = key * 0x9e3779b97f4a7c15L;
    int mask = keys.length - 1;
    int slot = (int) (mixed >>> 32) & mask;
    while (keys[slot] != key && keys[slot] != FREE) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    allocate(2 * oldKeys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  private void allocate(int capacity) {
    keys = new long[capacity];
    values = new int[capacity];
    Arrays.fill(keys, FREE);
  }
}
