package org.mosnas.spark.train;

import java.lang.ref.SoftReference;
import java.util.function.Supplier;
import org.mosnas.model.averaging.StateSlice;

/**
 * The blocks of the newest state that tasks of a JVM have read, so that several tasks read it from
 * storage once. Only what takes a third of the heap at most is kept, and only as long as the heap
 * has room: without, tasks read again.
 */
final class BlockCache {
  /** Keeps nothing. */
  static final BlockCache NONE = new BlockCache(0);

  private static final BlockCache OF_THIS_JVM =
      new BlockCache(Runtime.getRuntime().maxMemory() / 3);

  private final long limitBytes;
  private StateRef newest;
  private Kept[] blocks = {};

  BlockCache(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  static BlockCache ofThisJvm() {
    return OF_THIS_JVM;
  }

  /** What is kept of a block; tasks that want the same one wait for the first to read it. */
  private static final class Kept {
    private SoftReference<float[]> parameters = new SoftReference<>(null);
    private SoftReference<StateSlice> whole = new SoftReference<>(null);
  }

  StateSlice block(StateRef state, int index, Supplier<StateSlice> load) {
    if (3L * Float.BYTES * state.floats() > limitBytes) {
      return load.get();
    }
    Kept kept = kept(state, index);
    synchronized (kept) {
      StateSlice known = kept.whole.get();
      if (known == null) {
        known = load.get();
        kept.whole = new SoftReference<>(known);
        kept.parameters = new SoftReference<>(known.parameters());
      }
      return known;
    }
  }

  float[] parameters(StateRef state, int index, Supplier<float[]> load) {
    if ((long) Float.BYTES * state.floats() > limitBytes) {
      return load.get();
    }
    Kept kept = kept(state, index);
    synchronized (kept) {
      float[] known = kept.parameters.get();
      if (known == null) {
        known = load.get();
        kept.parameters = new SoftReference<>(known);
      }
      return known;
    }
  }

  private synchronized Kept kept(StateRef state, int index) {
    if (!state.equals(newest)) {
      newest = state;
      blocks = new Kept[state.blocks()];
    }
    if (blocks[index] == null) {
      blocks[index] = new Kept();
    }
    return blocks[index];
  }

  /** Forgets everything. */
  synchronized void clear() {
    newest = null;
    blocks = new Kept[0];
  }
}
