/**
 * What a supernet is: search space, weights, network, training, text and decoding.
 *
 * <p>Knows neither Spark nor Hadoop. Tensor shapes in the Javadoc below this package are written in
 * axis words, in the order of the array: batch, time, embed, heads, headSize, ffn, vocab, experts,
 * layers; {@code tokens} is the packed axis of all tokens of a batch, sentence after sentence.
 */
package org.mosnas.model;
