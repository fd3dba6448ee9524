/**
 * Search spaces and the subnets in them: choices, sampling, genes, encodings, cost and formats.
 *
 * <p>Values only, no tensors. A subnet is a {@link org.mosnas.model.space.SubnetSpec}, a {@link
 * org.mosnas.model.space.SearchSpace} says which specs are allowed, and everything that draws,
 * mutates, encodes or prices specs reads that one object.
 */
package org.mosnas.model.space;
