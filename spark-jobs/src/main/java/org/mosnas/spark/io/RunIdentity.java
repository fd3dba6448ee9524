package org.mosnas.spark.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.json.StrictJson;

/**
 * The name of a run, such as {@code 20261122T061326Z-4f09c2d1}: when its directory was first used,
 * and a hash of where and by which process.
 *
 * <p>All commands in the directory keep it, and it stays when the directory is moved. A copy gets a
 * name of its own, so that tables which collect many runs never mix up the two.
 */
final class RunIdentity {
  /** Field of the record with the name. */
  static final String ID = "runId";

  private static final String DIRECTORY = "directory";
  private static final String CREATED = "createdAt";
  private static final int HASH_DIGITS = 8;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AtomicFiles files;
  private final Path directory;

  RunIdentity(AtomicFiles files, Path directory) {
    this.files = files;
    this.directory = files.canonical(directory);
  }

  /**
   * Gives a record its name, unless it has one that it may keep.
   *
   * @return the name it had before; empty if it had none, or keeps it
   */
  String update(ObjectNode record, Instant now) {
    String former = record.path(ID).asText("");
    boolean isNew = former.isEmpty();
    if (isNew || isCopy(former, record.path(DIRECTORY).asText(""))) {
      Instant created = isNew ? firstUse(record, now) : now;
      record.put(ID, name(created, now)).put(CREATED, created.toString());
    }
    record.put(DIRECTORY, directory.toString());
    return isNew || former.equals(record.path(ID).asText()) ? "" : former;
  }

  /** Records of older versions have no name, but say when a command started. */
  private static Instant firstUse(ObjectNode record, Instant now) {
    String started = record.path("startedAt").asText("");
    return started.endsWith("Z") ? Instant.parse(started) : now;
  }

  private String name(Instant created, Instant now) {
    String origin =
        directory + " " + now + " " + ProcessHandle.current().pid() + " " + System.nanoTime();
    String hash = Checksums.sha256(origin);
    return STAMP.format(created) + "-" + hash.substring(0, HASH_DIGITS);
  }

  /** Whether the run of this name is still where it was, and this is another one. */
  private boolean isCopy(String id, String recorded) {
    if (recorded.isEmpty() || recorded.equals(directory.toString())) {
      return false;
    }
    Path original = new Path(new Path(recorded), RunRecord.FILE);
    return onSameStorage(original) && files.exists(original) && holds(original, id);
  }

  private boolean onSameStorage(Path other) {
    return String.valueOf(other.toUri().getScheme())
            .equals(String.valueOf(directory.toUri().getScheme()))
        && String.valueOf(other.toUri().getAuthority())
            .equals(String.valueOf(directory.toUri().getAuthority()));
  }

  private boolean holds(Path record, String id) {
    try {
      return StrictJson.parse(files.readText(record)).path(ID).asText("").equals(id);
    } catch (JsonProcessingException unreadable) {
      return false;
    }
  }
}
