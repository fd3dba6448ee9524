package org.mosnas.spark.io;

import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;

/** Reads tables where a path is a path. */
public final class PlainPaths {
  private PlainPaths() {}

  /**
   * Spark's reader, which by itself takes brackets, braces, stars and question marks for patterns.
   */
  public static DataFrameReader read(SparkSession spark) {
    return spark.read().option(DataSource.GLOB_PATHS_KEY(), "false");
  }
}
