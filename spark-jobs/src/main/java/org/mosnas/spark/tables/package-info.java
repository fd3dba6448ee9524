/**
 * What a run leaves for those who query: tables in Parquet, partitioned by run, with documented
 * columns. Written and read in plain Java; any Spark SQL reads them.
 */
package org.mosnas.spark.tables;
