package org.mosnas.model.network;

/** How the first values of a network's weights are drawn; biases are zero, norms the identity. */
public enum FirstValues {
  /**
   * As HAT and fairseq: tables normal with variance one over the width, maps uniform with Xavier's
   * bound.
   */
  XAVIER(1),
  /**
   * As BERT: tables and maps normal with deviation 0.02, maps of fewer inputs than BERT's with a
   * greater one, drawn anew where they are more than two deviations away. Maps of the residual
   * stream ({@link Role#BOTTLENECK}) are the identity.
   */
  TRUNCATED_NORMAL(0);

  private final int paddingId;

  FirstValues(int paddingId) {
    this.paddingId = paddingId;
  }

  /** The token of the vocabulary that stands for none; its embedding is zero. */
  public int paddingId() {
    return paddingId;
  }
}
