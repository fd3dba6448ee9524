package org.mosnas.model.space;

/** What a router or predictor sees of an architecture; the numbers are the family's. */
public enum EncodingKind {
  /**
   * Means over the layers, so that permutations look alike. Of translation: HAT's 10 numbers, sizes
   * and means over the active layers.
   */
  AGGREGATE,
  /**
   * Every layer. Of translation: one number per gene, 40 for 6 + 6 layers; inactive layers are 0.
   */
  FINE,
  /** As many numbers per choice as it has values, of which one is 1; BERT alone. */
  ONE_HOT,
  /**
   * Ablation: all numbers 0.5, so that nothing can be seen. Of translation as many as {@link
   * #AGGREGATE}, of BERT as many as {@link #FINE}.
   */
  FIXED
}
