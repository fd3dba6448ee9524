package org.mosnas.spark.tables;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;

/**
 * A folder of tables: {@code TABLE/run_id=RUN/PART.parquet}, a part being what one stage of a run
 * wrote. Spark finds the column {@code run_id} in the names.
 */
public final class TablesFolder {
  private static final String PARTITION = Table.RUN_ID + "=";
  private static final String SUFFIX = ".parquet";

  private final AtomicFiles files;
  private final Path folder;

  private TablesFolder(AtomicFiles files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** The tables in a folder on any Hadoop file system; the folder need not exist. */
  public static TablesFolder at(Path folder, Configuration hadoop) {
    return new TablesFolder(AtomicFiles.on(folder, hadoop), folder);
  }

  /** Where it is. */
  Path path() {
    return folder;
  }

  /** Creates the folder, so that a place that cannot be written to is found out early. */
  void create() {
    files.createFolder(folder);
  }

  /** Writes a part of a table, in place of what the same stage of the same run wrote before. */
  void write(Table table, String runId, String part, byte[] parquet) {
    Path file = new Path(partition(table, runId), part + SUFFIX);
    files.write(file, out -> out.write(parquet));
  }

  /** Gives the rows of a run to another one: what a copy of a run directory brought along. */
  void rename(String fromRun, String toRun) {
    for (Table table : Tables.ALL) {
      if (files.exists(partition(table, fromRun))) {
        files.publish(partition(table, fromRun), partition(table, toRun));
      }
    }
  }

  /**
   * All rows of a table, in the order of runs and parts, with {@code run_id}.
   *
   * @return no rows where there is no table
   * @throws BadDataException if a file is damaged
   */
  public List<TableRow> read(Table table) {
    List<TableRow> rows = new ArrayList<>();
    Path root = new Path(folder, table.name());
    for (String partition : files.list(root)) {
      if (partition.startsWith(PARTITION)) {
        String runId = partition.substring(PARTITION.length());
        for (TableRow row : readPartition(table, Locations.child(root, partition))) {
          rows.add(row.text(Table.RUN_ID, runId));
        }
      }
    }
    return rows;
  }

  private List<TableRow> readPartition(Table table, Path partition) {
    List<TableRow> rows = new ArrayList<>();
    for (String name : files.list(partition)) {
      if (name.endsWith(SUFFIX) && !name.startsWith(".")) {
        rows.addAll(readPart(table, Locations.child(partition, name)));
      }
    }
    return rows;
  }

  private List<TableRow> readPart(Table table, Path file) {
    byte[] bytes = files.read(file, InputStream::readAllBytes);
    try {
      return ParquetRows.read(table, bytes);
    } catch (IOException | RuntimeException damaged) {
      throw new BadDataException(
          file
              + " is not readable Parquet ("
              + damaged.getMessage()
              + "); run \"mos run\" with the run's --run-dir to write it anew",
          damaged);
    }
  }

  private Path partition(Table table, String runId) {
    return new Path(folder, table.name() + "/" + PARTITION + runId);
  }
}
