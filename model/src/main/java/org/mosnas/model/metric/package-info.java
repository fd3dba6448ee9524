/**
 * Scores of translations: BLEU and chrF as sacreBLEU computes them, and how sure one can be of a
 * score or of a difference.
 *
 * <p>A {@link org.mosnas.model.metric.CorpusMetric} turns each sentence into counts and the sum of
 * the counts into a score, so a corpus can be scored in parts and resampled cheaply.
 */
package org.mosnas.model.metric;
