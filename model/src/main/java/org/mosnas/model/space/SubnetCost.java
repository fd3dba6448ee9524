package org.mosnas.model.space;

import java.io.Serializable;

/**
 * What a subnet costs, by the counting rules of HAT's tables.
 *
 * @param parameters weights and biases, excluding every vocabulary matrix
 * @param flops floating-point operations, two per multiply-accumulate, of one forward pass over one
 *     sentence pair, excluding the output layer
 * @param embeddingParameters weights of all vocabulary matrices at the widths of the subnet
 * @param outputLayerFlops floating-point operations of the projection to the vocabulary
 */
public record SubnetCost(
    long parameters, long flops, long embeddingParameters, long outputLayerFlops)
    implements Serializable {}
