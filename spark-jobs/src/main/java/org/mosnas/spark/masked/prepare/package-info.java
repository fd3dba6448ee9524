/**
 * From text files to a vocabulary and shards of packed sequences. Text is read, split into words,
 * counted and packed on executors; the vocabulary is learnt on the driver. Nothing depends on the
 * number of executors or partitions. Later stages see {@link
 * org.mosnas.spark.masked.prepare.PreparedText} only.
 */
package org.mosnas.spark.masked.prepare;
