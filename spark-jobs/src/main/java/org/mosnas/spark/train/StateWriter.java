package org.mosnas.spark.train;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.checkpoint.StateBlockFile;
import org.mosnas.model.checkpoint.StateBlockFile.Sums;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.spark.io.AtomicFiles;

/**
 * Writes the blocks of a state. Each is there completely or not at all, so a task that runs twice
 * writes the same bits twice and harms nobody.
 */
final class StateWriter {
  private final AtomicFiles files;
  private final Path folder;

  StateWriter(AtomicFiles files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** Writes one block. */
  Sums write(int block, StateSlice slice) {
    Sums[] sums = new Sums[1];
    files.write(StateRef.file(folder, block), out -> sums[0] = StateBlockFile.write(out, slice));
    return sums[0];
  }

  /** Where the three vectors of a state come from. */
  interface Slices {
    StateSlice slice(int from, int to);
  }

  /** Writes a whole state that is in this process. */
  StateRef write(long updates, int floats, int blockFloats, Slices slices) {
    List<Sums> sums = new ArrayList<>();
    for (int block = 0; block < StateRef.blocks(floats, blockFloats); block++) {
      int from = block * blockFloats;
      int to = (int) Math.min(floats, (long) from + blockFloats);
      sums.add(write(block, slices.slice(from, to)));
    }
    return new StateRef(folder.toString(), updates, floats, blockFloats, sums);
  }

  /** Writes the first state of a training: parameters without moments. */
  StateRef writeFirst(ParameterBank parameters, int blockFloats) {
    return write(
        0,
        parameters.layout().floats(),
        blockFloats,
        (from, to) ->
            new StateSlice(
                parameters.toArray(from, to), new float[to - from], new float[to - from]));
  }
}
