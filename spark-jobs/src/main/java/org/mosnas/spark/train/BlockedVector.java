package org.mosnas.spark.train;

import org.mosnas.model.checkpoint.Safetensors;

/** The parameters of a stored state as one vector, of which a block is in memory at a time. */
final class BlockedVector implements Safetensors.Vector {
  private final StateRef state;
  private final StateReader reader;
  private int loaded = -1;
  private float[] block = {};

  BlockedVector(StateRef state, StateReader reader) {
    this.state = state;
    this.reader = reader;
  }

  @Override
  public float[] range(int from, int to) {
    float[] range = new float[to - from];
    for (int at = from; at < to; ) {
      int index = at / state.blockFloats();
      if (index != loaded) {
        block = reader.parameters(index);
        loaded = index;
      }
      int count = Math.min(to, state.to(index)) - at;
      System.arraycopy(block, at - state.from(index), range, at - from, count);
      at += count;
    }
    return range;
  }
}
