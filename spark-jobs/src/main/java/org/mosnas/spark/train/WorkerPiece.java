package org.mosnas.spark.train;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.train.Replica;

/**
 * A piece of the state that a worker ended a round with. It is copied out of the replica when it is
 * written, part by part, so that no piece lies on the heap before it is read again; streams of
 * objects remember what was written to them.
 */
final class WorkerPiece implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int PART_FLOATS = 1 << 14;

  private final WorkerMetrics metrics;
  private final int from;
  private final int to;
  private transient Replica replica;
  private transient StateSlice slice;

  /**
   * A piece of a replica, which must not change until the piece is written.
   *
   * @param metrics of the worker
   */
  WorkerPiece(Replica replica, int from, int to, WorkerMetrics metrics) {
    this.replica = replica;
    this.from = from;
    this.to = to;
    this.metrics = metrics;
  }

  WorkerMetrics metrics() {
    return metrics;
  }

  /** The numbers. */
  StateSlice slice() {
    return slice == null ? replica.slice(from, to) : slice;
  }

  long bytes() {
    return 3L * Float.BYTES * (to - from);
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    byte[] bytes = new byte[PART_FLOATS * Float.BYTES];
    StateSlice numbers = slice();
    write(out, numbers.parameters(), bytes);
    write(out, numbers.firstMoments(), bytes);
    write(out, numbers.secondMoments(), bytes);
  }

  private static void write(ObjectOutputStream out, float[] values, byte[] bytes)
      throws IOException {
    for (int done = 0; done < values.length; done += PART_FLOATS) {
      int count = Math.min(PART_FLOATS, values.length - done);
      ByteBuffer.wrap(bytes).asFloatBuffer().put(values, done, count);
      out.write(bytes, 0, count * Float.BYTES);
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    byte[] bytes = new byte[PART_FLOATS * Float.BYTES];
    slice = new StateSlice(read(in, bytes), read(in, bytes), read(in, bytes));
  }

  private float[] read(ObjectInputStream in, byte[] bytes) throws IOException {
    float[] values = new float[to - from];
    for (int done = 0; done < values.length; done += PART_FLOATS) {
      int count = Math.min(PART_FLOATS, values.length - done);
      in.readFully(bytes, 0, count * Float.BYTES);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(values, done, count);
    }
    return values;
  }
}
