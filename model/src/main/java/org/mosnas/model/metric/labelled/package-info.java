/**
 * How well labels or numbers are guessed: accuracy, F1, Matthews and rank correlations, each with
 * its bootstrap interval.
 */
package org.mosnas.model.metric.labelled;
