package org.mosnas.model.network;

import java.io.Serializable;

/**
 * Dropout probabilities at the supernet's full width, each in [0, 1).
 *
 * @param residual on embeddings and on what is added to the residual stream; scaled with the
 *     sampled width
 * @param attention on attention probabilities; not scaled
 * @param activation after the rectifier; scaled with the sampled width
 */
public record DropoutRates(double residual, double attention, double activation)
    implements Serializable {
  /** No dropout. */
  public static final DropoutRates NONE = new DropoutRates(0, 0, 0);

  /** Checks the ranges. */
  public DropoutRates {
    check("residual", residual);
    check("attention", attention);
    check("activation", activation);
  }

  private static void check(String name, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(name + " dropout must be in [0, 1), was " + rate);
    }
  }
}
