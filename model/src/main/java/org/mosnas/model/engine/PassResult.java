package org.mosnas.model.engine;

/**
 * What a pass over a batch cost, summed over its target tokens, in nats.
 *
 * @param loss label-smoothed cross-entropy
 * @param nll negative log-likelihood of the targets
 */
public record PassResult(double loss, double nll) implements java.io.Serializable {}
