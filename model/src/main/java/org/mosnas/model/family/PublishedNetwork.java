package org.mosnas.model.family;

import org.mosnas.model.supernet.DenseSubnet;

/**
 * A network that somebody published.
 *
 * @param network with a head that answers with tokens
 * @param hasTokenHead whether that head was published too; otherwise its weights are new
 */
public record PublishedNetwork(DenseSubnet network, boolean hasTokenHead) {}
