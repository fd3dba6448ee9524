package org.mosnas.model.supernet;

/**
 * By what the units of a published network are put in order before a supernet begins with it, the
 * most important first: every subnet has a prefix of them.
 */
public enum ImportanceOrder {
  /** As they were published. */
  NONE,
  /** By the sum of the absolute weights of a unit. */
  MAGNITUDE,
  /**
   * By the sum of gradient times weight, absolute, of a unit over some batches: to first order, how
   * much the loss changes without it (Molchanov et al., <a
   * href="https://arxiv.org/abs/1611.06440">paper</a>).
   */
  GRADIENT
}
