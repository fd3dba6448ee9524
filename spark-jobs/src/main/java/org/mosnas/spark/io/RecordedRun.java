package org.mosnas.spark.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.json.StrictJson;

/**
 * What a run directory says about its run, read without taking its lock.
 *
 * @param directory the run directory
 * @param record what {@code run.json} holds; empty if it cannot be read. A run that is recorded as
 *     running although its process is gone has the status {@code killed}
 * @param problem why the record cannot be read; empty if it can
 */
public record RecordedRun(Path directory, ObjectNode record, String problem) {
  /** Status of a run whose process ended without a word. */
  public static final String KILLED = "killed";

  private static final String STATUS = "status";

  /** Whether a folder is a run directory. */
  public static boolean isIn(AtomicFiles files, Path folder) {
    return files.exists(new Path(folder, RunRecord.FILE));
  }

  /** Reads the record of a run directory. */
  public static RecordedRun read(AtomicFiles files, Path directory) {
    try {
      JsonNode json = StrictJson.parse(files.readText(new Path(directory, RunRecord.FILE)));
      if (!(json instanceof ObjectNode record) || !record.has("format")) {
        return unreadable(directory, RunRecord.FILE + " is not the record of a run");
      }
      if (!record.path("format").equals(IntNode.valueOf(RunRecord.FORMAT))) {
        return unreadable(
            directory,
            String.format(
                Locale.ROOT,
                "%s has format %s, this version reads format %d",
                RunRecord.FILE,
                record.path("format"),
                RunRecord.FORMAT));
      }
      if (record.path(STATUS).asText().equals("running") && isGone(files, directory)) {
        record.put(STATUS, KILLED);
      }
      return new RecordedRun(directory, record, "");
    } catch (JsonProcessingException broken) {
      return unreadable(
          directory, RunRecord.FILE + " is not valid JSON: " + StrictJson.problem(broken));
    } catch (MosnasException failure) {
      return unreadable(directory, failure.getMessage());
    }
  }

  private static RecordedRun unreadable(Path directory, String problem) {
    return new RecordedRun(directory, JsonNodeFactory.instance.objectNode(), problem);
  }

  private static boolean isGone(AtomicFiles files, Path directory) {
    return FoundLock.read(files, new Path(directory, RunDirectory.LOCK))
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
