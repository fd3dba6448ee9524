package org.mosnas.spark.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mosnas.model.averaging.Averaging;
import org.mosnas.model.averaging.Averaging.WorkerSlice;
import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.train.ParameterSnapshot;

/** One block of the state after the updates of one worker, or of what all workers' became. */
final class StateBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Floats of a block: four megabytes for each of the three vectors. */
  static final int FLOATS = 1 << 20;

  private final StateSlice slice;
  private final List<WorkerMetrics> metrics;

  private StateBlock(StateSlice slice, List<WorkerMetrics> metrics) {
    this.slice = slice;
    this.metrics = metrics;
  }

  static int count(int floats) {
    return (floats + FLOATS - 1) / FLOATS;
  }

  /** Block {@code index} of a worker's state. */
  static StateBlock of(ParameterSnapshot state, int index, WorkerMetrics metrics) {
    return new StateBlock(slice(state, index), new ArrayList<>(List.of(metrics)));
  }

  private static StateSlice slice(ParameterSnapshot state, int index) {
    int from = index * FLOATS;
    return state.slice(from, Math.min(state.floats(), from + FLOATS));
  }

  /**
   * Makes one block of those of all workers.
   *
   * @param before state at the start of the round
   * @param index of the block
   * @param blocks in the order in which they happened to come
   */
  static StateBlock average(
      Averaging averaging, ParameterSnapshot before, int index, Iterable<StateBlock> blocks) {
    List<StateBlock> ordered = new ArrayList<>();
    blocks.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(block -> block.metrics.get(0).worker()));
    List<WorkerMetrics> metrics = new ArrayList<>();
    ordered.forEach(block -> metrics.addAll(block.metrics));
    List<WorkerSlice> slices =
        ordered.stream()
            .map(block -> new WorkerSlice(block.slice, block.metrics.get(0).passTokens()))
            .toList();
    return new StateBlock(averaging.average(slice(before, index), slices), metrics);
  }

  /** Puts the block into vectors of the whole state. */
  void copyTo(int index, float[] p, float[] m, float[] v) {
    int from = index * FLOATS;
    System.arraycopy(slice.parameters(), 0, p, from, slice.parameters().length);
    System.arraycopy(slice.firstMoments(), 0, m, from, slice.firstMoments().length);
    System.arraycopy(slice.secondMoments(), 0, v, from, slice.secondMoments().length);
  }

  /** Metrics of all workers whose blocks these are, in the order of the workers. */
  List<WorkerMetrics> metrics() {
    return metrics;
  }
}
