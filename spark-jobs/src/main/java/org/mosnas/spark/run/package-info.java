/**
 * The run directory: what lies in it, said once.
 *
 * <p>{@link org.mosnas.spark.run.RunLayout} has the names of files and folders, and records say
 * what is in each: {@link org.mosnas.spark.run.RunFile} in {@code run.json}, {@link
 * org.mosnas.spark.run.StageMark} in {@code done.json}, {@link
 * org.mosnas.spark.run.CheckpointManifest}, {@link org.mosnas.spark.run.OutcomeFile} and, for the
 * latency table, {@link org.mosnas.spark.run.ProfileFiles}. Everybody writes and reads them through
 * these, with one strict JSON mapper. Also here: the directory itself, its lock and its record.
 */
package org.mosnas.spark.run;
