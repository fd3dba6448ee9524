package org.mosnas.spark.job;

import java.io.PrintStream;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.run.RunDirectory;
import org.mosnas.spark.run.RunRecord;
import org.mosnas.spark.tables.RunTables;

/**
 * What a stage works with.
 *
 * @param directory the run directory, locked for this command
 * @param settings the configuration
 * @param resume whether to go on from what an interrupted run left
 * @param progress tells the user how far the work is
 * @param out where results are printed; progress and messages go elsewhere
 * @param spark the Spark session, started when first asked for; the command stops it
 * @param tables what the run leaves for those who query
 */
public record RunContext(
    RunDirectory directory,
    EffectiveConfig settings,
    boolean resume,
    Progress progress,
    PrintStream out,
    Supplier<SparkSession> spark,
    RunTables tables) {

  /** Seed of every random draw of the run. */
  public long seed() {
    return settings.seed();
  }

  /** The record of the run, {@code run.json}. */
  public RunRecord record() {
    return directory.record();
  }
}
