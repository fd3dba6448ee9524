package org.mosnas.spark.run;

import java.util.Locale;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;

/**
 * The files of a run, read without its lock: a report of a run that goes on shows what there is.
 *
 * @param location the run directory as it was named
 * @param files reads them
 * @param folder the run directory
 * @param hadoop of file systems
 * @param record {@code run.json}
 */
public record StoredRun(
    String location, AtomicFiles files, Path folder, Configuration hadoop, RunFile record) {

  /**
   * Opens a run directory.
   *
   * @throws MosnasException of kind DATA if there is no run
   */
  public static StoredRun open(String location, Configuration hadoop) {
    Path folder = Locations.of(location, hadoop);
    AtomicFiles files = AtomicFiles.on(folder, hadoop);
    Path record = new Path(folder, RunLayout.RECORD);
    if (!files.exists(folder)) {
      throw new MosnasException(
          ErrorKind.DATA, location + ": no such directory; name the directory of a run");
    }
    if (!files.exists(record)) {
      throw new MosnasException(
          ErrorKind.DATA,
          location
              + ": no run here, "
              + RunLayout.RECORD
              + " is missing; name the directory that was given to mos with --run-dir");
    }
    return new StoredRun(location, files, folder, hadoop, RunFile.in(files, folder));
  }

  /** A file of the run. */
  public Path path(String relative) {
    return new Path(folder, relative);
  }

  /** Whether the run has a file. */
  public boolean has(String relative) {
    return files.exists(path(relative));
  }

  /** Reads its Parquet files. */
  public ParquetFiles parquet() {
    return new ParquetFiles(files, hadoop);
  }

  /**
   * A part that rests on a file: missing, with the reason, if the file is not there or damaged.
   *
   * @param relative the file, or a folder
   * @param stage that writes it
   * @param read reads it
   */
  public <T> Part<T> part(String relative, String stage, Supplier<T> read) {
    if (!has(relative)) {
      return Part.missing(
          String.format(
              Locale.ROOT, "There is no %s in the run directory: %s.", relative, why(stage)));
    }
    try {
      return Part.of(read.get());
    } catch (MosnasException | IllegalArgumentException unreadable) {
      return Part.missing(
          String.format(Locale.ROOT, "%s cannot be read: %s", relative, unreadable.getMessage()));
    }
  }

  private String why(String stage) {
    return record
        .stage(stage)
        .map(StageRecord::status)
        .map(status -> why(stage, status))
        .orElse("the run has not come to the stage " + stage);
  }

  private static String why(String stage, RunStatus status) {
    return switch (status) {
      case SUCCEEDED -> "the stage " + stage + " is done, but its file was removed";
      case FAILED -> "the stage " + stage + " has failed";
      case INTERRUPTED -> "the stage " + stage + " was interrupted";
      case RUNNING, KILLED -> "the stage " + stage + " is " + status;
    };
  }
}
