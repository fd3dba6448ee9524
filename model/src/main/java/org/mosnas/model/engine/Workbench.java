package org.mosnas.model.engine;

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
  private final Gemm trainingGemm;
  private final Map<Integer, PositionTable> positions = new HashMap<>();

  /** With products of floats throughout. */
  public Workbench() {
    this.trainingGemm = gemm;
  }

  /** With other products for passes that train; closed with this. */
  public Workbench(Gemm trainingGemm) {
    this.trainingGemm = trainingGemm;
  }

  /** Memory of the running step. */
  public Arena arena() {
    return arena;
  }

  /** Matrix products. */
  public Gemm gemm() {
    return gemm;
  }

  /** Matrix products of the networks that are trained. */
  public Gemm trainingGemm() {
    return trainingGemm;
  }

  public PositionTable positions(int width) {
    return positions.computeIfAbsent(width, PositionTable::new);
  }

  @Override
  public void close() {
    arena.close();
    gemm.close();
    trainingGemm.close();
    positions.values().forEach(PositionTable::close);
    positions.clear();
  }
}
