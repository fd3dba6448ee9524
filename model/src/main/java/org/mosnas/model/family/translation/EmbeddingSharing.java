package org.mosnas.model.family.translation;

/** Which of the three vocabulary matrices of a translation network are one. */
public enum EmbeddingSharing {
  /** Encoder input, decoder input and output projection are one matrix (HAT on WMT). */
  SHARED,
  /** Two vocabularies, three matrices (HAT on IWSLT). */
  SEPARATE
}
