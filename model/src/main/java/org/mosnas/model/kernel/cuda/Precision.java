package org.mosnas.model.kernel.cuda;

/** What the factors of products are rounded to; everything else is computed in floats. */
public enum Precision {
  /** Floats: nothing is rounded. */
  FLOAT32(0),
  /** Ten bits of fraction, as tensor cores take floats; sums are floats. */
  TF32(3),
  /** Seven bits of fraction: factors are stored as bfloat16; sums are floats. */
  BFLOAT16(0);

  private final int mathMode;

  Precision(int mathMode) {
    this.mathMode = mathMode;
  }

  /** What cuBLAS calls the mode of its products of floats. */
  int mathMode() {
    return mathMode;
  }
}
