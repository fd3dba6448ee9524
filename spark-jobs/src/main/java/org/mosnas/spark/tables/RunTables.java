package org.mosnas.spark.tables;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.RunDirectory;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.RunRecord;

/**
 * Writes the tables of one run: into its directory, and into the folder that collects those of many
 * runs, if the configuration names one.
 *
 * <p>Every part is one file that is replaced as a whole, so writing again changes nothing but what
 * has changed.
 */
public final class RunTables {
  private final RunRecord record;
  private final List<TablesFolder> folders;

  private RunTables(RunRecord record, List<TablesFolder> folders) {
    this.record = record;
    this.folders = folders;
  }

  /** The tables of the run in a directory. */
  public static RunTables of(
      RunDirectory directory, TablesSettings settings, Configuration hadoop) {
    List<TablesFolder> folders = new ArrayList<>();
    folders.add(TablesFolder.at(directory.resolve(RunLayout.TABLES), hadoop));
    settings
        .folder()
        .ifPresent(
            shared ->
                folders.add(
                    TablesFolder.at(
                        Locations.of(TablesSettings.PATH + ".folder", shared, hadoop), hadoop)));
    return new RunTables(directory.record(), folders);
  }

  /**
   * Opens the tables for a command: sees that there is a place for them, and writes that the run
   * goes on.
   *
   * @param formerId what the run was called before; empty if it had no name, or the same
   */
  public void open(String formerId) {
    folders.forEach(TablesFolder::create);
    if (!formerId.isEmpty()) {
      folders.get(0).rename(formerId, record.runId());
    }
    writeRun();
  }

  /**
   * Writes what a stage has to say in a table, in place of what it said before.
   *
   * @param part name of the stage
   */
  public void write(Table table, String part, List<TableRow> rows) {
    byte[] parquet = ParquetRows.write(table, rows);
    folders.forEach(folder -> folder.write(table, record.runId(), part, parquet));
  }

  /** Writes what the record of the run says about the run itself. */
  public void writeRun() {
    write(Tables.RUNS, "run", List.of(RunRow.of(record.content())));
  }

  /** Writes what the record says about the systems that were evaluated, and their scores. */
  public void writeEvaluations(String part) {
    List<EvaluatedSystem> systems = record.content().systems();
    write(Tables.EVALUATIONS, part, EvaluationRows.of(systems));
    write(Tables.SCORES, part, EvaluationRows.scores(systems));
  }
}
