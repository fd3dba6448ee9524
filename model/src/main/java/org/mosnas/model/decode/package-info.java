/**
 * Translation: greedy and beam search, and the scorers that it asks what may follow.
 *
 * <p>{@link org.mosnas.model.decode.Translator} is the entry point. The search knows no engine: it
 * sees a {@link org.mosnas.model.decode.StepScorer}, of which {@link
 * org.mosnas.model.decode.TapeScorer} is the fast one and {@link
 * org.mosnas.model.decode.UncachedScorer} the plain one. May use the engines, the network and the
 * vocabulary; nothing of the model may use it.
 */
package org.mosnas.model.decode;
