package org.mosnas.spark.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.json.StrictJson;
import org.mosnas.spark.io.AtomicFiles;

/**
 * What a run directory says about its run, read without taking its lock.
 *
 * @param directory the run directory
 * @param record what {@code run.json} holds; nothing if it cannot be read. A run that is recorded
 *     as running although its process is gone has the status {@link RunStatus#KILLED}
 * @param problem why the record cannot be read; empty if it can
 */
public record RecordedRun(Path directory, RunFile record, String problem) {
  /** Whether a folder is a run directory. */
  public static boolean isIn(AtomicFiles files, Path folder) {
    return files.exists(new Path(folder, RunLayout.RECORD));
  }

  /** Reads the record of a run directory. */
  public static RecordedRun read(AtomicFiles files, Path directory) {
    try {
      RunFile record = RunFile.parse(files.readText(new Path(directory, RunLayout.RECORD)));
      boolean runs = record.last().status().filter(RunStatus.RUNNING::equals).isPresent();
      return new RecordedRun(
          directory,
          runs && isGone(files, directory) ? record.with(record.last().killed()) : record,
          "");
    } catch (JsonProcessingException broken) {
      return unreadable(
          directory, RunLayout.RECORD + " is not valid JSON: " + StrictJson.problem(broken));
    } catch (IllegalArgumentException refused) {
      return unreadable(directory, RunLayout.RECORD + " " + refused.getMessage());
    } catch (MosnasException failure) {
      return unreadable(directory, failure.getMessage());
    }
  }

  private static RecordedRun unreadable(Path directory, String problem) {
    return new RecordedRun(directory, RunFile.NEW, problem);
  }

  private static boolean isGone(AtomicFiles files, Path directory) {
    return FoundLock.read(files, new Path(directory, RunLayout.LOCK))
        .map(lock -> lock.holder().map(holder -> isGone(lock, holder)).orElse(false))
        .orElse(true);
  }

  /** Of another machine's process by this machine's clock, generously: nothing depends on it. */
  private static boolean isGone(FoundLock lock, LockHolder holder) {
    if (holder.isOnThisMachine() || holder.lease().isZero()) {
      return holder.isGone();
    }
    return lock.remaining(System.currentTimeMillis(), holder.lease().multipliedBy(2)).isZero();
  }
}
