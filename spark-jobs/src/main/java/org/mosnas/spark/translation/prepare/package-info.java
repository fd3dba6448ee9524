/**
 * The Prepare job: from text files of two languages to a vocabulary and token shards.
 *
 * <p>Text is read, tokenised, cleaned, counted and encoded on executors; byte pairs are learned and
 * tokens numbered on the driver, from counts. Nothing depends on the number of executors or
 * partitions. Later stages see {@link org.mosnas.spark.translation.prepare.PreparedData} only.
 */
package org.mosnas.spark.translation.prepare;
