package org.mosnas.spark.train;

import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.checkpoint.CheckpointFormatException;
import org.mosnas.model.checkpoint.StateBlockFile;
import org.mosnas.model.train.ParameterSource;
import org.mosnas.model.train.Replica;
import org.mosnas.spark.io.AtomicFiles;

/** Reads a stored state block by block; never has more than one in memory. */
final class StateReader implements ParameterSource {
  private final AtomicFiles files;
  private final StateRef state;
  private final BlockCache cache;
  private long bytes;

  /** Reads through the cache of this JVM. */
  StateReader(SharedFiles files, StateRef state) {
    this(files.on(state.file(0)), state, BlockCache.ofThisJvm());
  }

  StateReader(AtomicFiles files, StateRef state, BlockCache cache) {
    this.files = files;
    this.state = state;
    this.cache = cache;
  }

  /**
   * A block.
   *
   * @return not to be changed
   * @throws CheckpointFormatException if it is damaged
   */
  StateSlice block(int index) {
    return cache.block(state, index, () -> load(index));
  }

  private StateSlice load(int index) {
    StateSlice slice = files.read(state.file(index), in -> file(index).read(in));
    bytes += 3L * Float.BYTES * slice.parameters().length;
    return slice;
  }

  /**
   * The parameters of a block; its moments are not read.
   *
   * @return not to be changed
   * @throws CheckpointFormatException if they are damaged
   */
  float[] parameters(int index) {
    return cache.parameters(state, index, () -> loadParameters(index));
  }

  private float[] loadParameters(int index) {
    float[] parameters = files.read(state.file(index), in -> file(index).parameters(in));
    bytes += (long) Float.BYTES * parameters.length;
    return parameters;
  }

  private StateBlockFile file(int index) {
    return new StateBlockFile(
        state.file(index).toString(), state.to(index) - state.from(index), state.sums().get(index));
  }

  @Override
  public void read(Sink sink) {
    for (int block = 0; block < state.blocks(); block++) {
      sink.accept(state.from(block), parameters(block));
    }
  }

  /** Puts the whole state into a replica. */
  void load(Replica replica) {
    for (int block = 0; block < state.blocks(); block++) {
      replica.assign(state.from(block), block(block));
    }
    replica.begin(state.updates());
  }

  /** What has been read from storage so far; what was in memory already does not count. */
  long bytes() {
    return bytes;
  }
}
