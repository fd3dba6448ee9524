/**
 * Reads what a run left in its directory and has a report made of it. Starts no Spark: files are
 * JSON, safetensors and Parquet that is read in this process.
 */
package org.mosnas.spark.report;
