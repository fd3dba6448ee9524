package org.mosnas.spark.prepare;

import org.apache.spark.api.java.JavaSparkContext;

/**
 * How the work is divided; the result does not depend on it.
 *
 * @param blockLines lines that are read in one go
 * @param partitions largest number of partitions of the text
 */
record Tuning(int blockLines, int partitions) {
  private static final int BLOCK_LINES = 8192;
  private static final int PARTITIONS_PER_CORE = 4;

  static Tuning of(JavaSparkContext context) {
    return new Tuning(BLOCK_LINES, PARTITIONS_PER_CORE * context.defaultParallelism());
  }
}
