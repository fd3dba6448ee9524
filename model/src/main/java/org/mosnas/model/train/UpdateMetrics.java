package org.mosnas.model.train;

import java.io.Serializable;

/**
 * What one update cost.
 *
 * @param update its number, from 0
 * @param loss summed label-smoothed loss over all its passes, in nats
 * @param nll summed negative log-likelihood over all its passes, in nats
 * @param tokens target tokens of all its passes
 * @param learningRate its learning rate
 */
public record UpdateMetrics(long update, double loss, double nll, long tokens, double learningRate)
    implements Serializable {
  /** Loss per target token, in nats. */
  public double lossPerToken() {
    return loss / tokens;
  }
}
