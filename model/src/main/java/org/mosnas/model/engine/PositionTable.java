package org.mosnas.model.engine;

import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.Sinusoids;

/** The rows of {@link Sinusoids}, computed when first asked for. */
public final class PositionTable implements AutoCloseable {
  private static final int FIRST_CAPACITY = 256;

  private final int width;
  private Memory memory;
  private int rows;

  PositionTable(int width) {
    this.width = width;
  }

  /** A table with at least {@code count} positions; position 0 is its first row. */
  public Matrix positions(int count) {
    if (rows < count) {
      close();
      rows = Math.max(FIRST_CAPACITY, Integer.highestOneBit(count - 1) * 2);
      memory = Memory.allocate((long) rows * width);
      for (int p = 0; p < rows; p++) {
        memory.write(p * width, Sinusoids.row(p + Sinusoids.FIRST_ROW, width), 0, width);
      }
    }
    return memory.view(0, rows, width);
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
      memory = null;
      rows = 0;
    }
  }
}
