package org.mosnas.spark.train;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.checkpoint.StateBlockFile.Sums;

/**
 * Where the blocks of a state are stored, and what they have to be: all that the driver knows of a
 * state. Travels to executors.
 *
 * @param folder with a file for every block
 * @param updates done when the state was stored
 * @param floats of each of the three vectors
 * @param blockFloats of each vector in every block but the last
 * @param sums checksums of the blocks, in their order
 */
record StateRef(String folder, long updates, int floats, int blockFloats, List<Sums> sums)
    implements Serializable {
  /**
   * Floats of each vector in a block: an array of them fills four megabytes just so, and the
   * collector's regions with them.
   */
  static final int BLOCK_FLOATS = (1 << 20) - 4 * Float.BYTES;

  /** Copies the checksums. */
  StateRef {
    sums = List.copyOf(sums);
  }

  /** Number of blocks. */
  int blocks() {
    return sums.size();
  }

  /** The first float of a block. */
  int from(int block) {
    return block * blockFloats;
  }

  /** The float behind the last one of a block. */
  int to(int block) {
    return (int) Math.min(floats, (block + 1L) * blockFloats);
  }

  /** The file of a block. */
  Path file(int block) {
    return file(new Path(folder), block);
  }

  static Path file(Path folder, int block) {
    return new Path(folder, String.format(Locale.ROOT, "block-%05d.safetensors", block));
  }

  static int blocks(int floats, int blockFloats) {
    return (int) ((floats + blockFloats - 1L) / blockFloats);
  }
}
