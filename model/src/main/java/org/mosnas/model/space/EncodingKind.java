package org.mosnas.model.space;

/** What a router or predictor sees of an architecture. */
public enum EncodingKind {
  /** HAT's 10 numbers: sizes and means over the active layers; permutations look alike. */
  AGGREGATE,
  /** One number per gene, 40 for 6 + 6 layers; inactive layers are 0. */
  FINE,
  /** Ablation: as many numbers as {@link #AGGREGATE}, all 0.5, so that nothing can be seen. */
  FIXED
}
