package org.mosnas.model.engine.tape;

import java.util.HashMap;
import java.util.Map;
import org.mosnas.model.kernel.Gemm;
import org.mosnas.model.memory.Arena;

/**
 * What one thread needs to compute: an arena, the cursors into BLAS and the tables of positions.
 *
 * <p>Not thread-safe; one per replica, closed by it.
 */
public final class Workbench implements AutoCloseable {
  private final Arena arena = new Arena();
  private final Gemm gemm = new Gemm();
  private final Map<Integer, PositionTable> positions = new HashMap<>();

  /** Memory of the running step. */
  public Arena arena() {
    return arena;
  }

  /** Matrix products. */
  public Gemm gemm() {
    return gemm;
  }

  PositionTable positions(int width) {
    return positions.computeIfAbsent(width, PositionTable::new);
  }

  @Override
  public void close() {
    arena.close();
    positions.values().forEach(PositionTable::close);
    positions.clear();
  }
}
