package org.mosnas.model.engine.tape;

import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;

/** A value on the tape and, once something flows back into it, its gradient. */
public final class TapeTensor {
  private final Matrix value;
  private final TapeTensor parent;
  private final int parentColumn;
  private Matrix gradient;

  TapeTensor(Matrix value) {
    this(value, null, 0);
  }

  /** A view of columns of {@code parent}, which shares its gradient. */
  TapeTensor(Matrix value, TapeTensor parent, int parentColumn) {
    this.value = value;
    this.parent = parent;
    this.parentColumn = parentColumn;
  }

  /** The value, {@code [rows, columns]}; valid until the tape is reset. */
  public Matrix value() {
    return value;
  }

  /** The gradient, zero where nothing was added yet. */
  Matrix gradient(Arena arena) {
    if (parent != null) {
      return parent.gradient(arena).columns(parentColumn, value.columns());
    }
    if (gradient == null) {
      gradient = arena.allocate(value.rows(), value.columns());
      Elementwise.clear(gradient);
    }
    return gradient;
  }

  /**
   * The gradient for an operation that writes all of it: what is there counts as zero the first
   * time.
   *
   * @return factor on what the gradient holds: 0 or 1
   */
  float beta(Arena arena) {
    if (parent != null || gradient != null) {
      gradient(arena);
      return 1f;
    }
    gradient = arena.allocate(value.rows(), value.columns());
    return 0f;
  }

  /** Adds a gradient computed elsewhere; where nothing was added before, takes it over. */
  void addGradient(Matrix computed, Arena arena) {
    if (parent == null && gradient == null) {
      gradient = computed;
    } else {
      Elementwise.addScaled(1f, computed, gradient(arena));
    }
  }
}
