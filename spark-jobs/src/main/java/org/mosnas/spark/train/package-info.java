/**
 * Training on Spark: rounds of local updates on logical workers, averaged on the executors.
 *
 * <p>Worker {@code k} of round {@code r} is a pure function of the broadcast state, the seed,
 * {@code r} and {@code k}; blocks of the state are averaged in the order of the workers. So a lost
 * task is computed again with the same bits, and one, two or nine executors give the same result.
 */
package org.mosnas.spark.train;
