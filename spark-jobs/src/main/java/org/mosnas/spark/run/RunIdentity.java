package org.mosnas.spark.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.spark.io.AtomicFiles;

/**
 * The name of a run, such as {@code 20261122T061326Z-4f09c2d1}: when its directory was first used,
 * and a hash of where and by which process.
 *
 * <p>All commands in the directory keep it, and it stays when the directory is moved. A copy gets a
 * name of its own, so that tables which collect many runs never mix up the two.
 */
final class RunIdentity {
  private static final int HASH_DIGITS = 8;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AtomicFiles files;
  private final Path directory;

  RunIdentity(AtomicFiles files, Path directory) {
    this.files = files;
    this.directory = files.canonical(directory);
  }

  /** What a run is called from now on: as it was, unless it had no name or is a copy. */
  RunFile.Name update(RunFile record, Instant now) {
    Optional<String> here = Optional.of(directory.toString());
    RunFile.Name former = record.name();
    if (former.runId().isEmpty() || isCopy(former)) {
      Instant created = former.runId().isEmpty() ? firstUse(record, now) : now;
      return new RunFile.Name(Optional.of(name(created, now)), here, Optional.of(created));
    }
    return new RunFile.Name(former.runId(), here, former.createdAt());
  }

  /** Records of older versions have no name, but say when a command started. */
  private static Instant firstUse(RunFile record, Instant now) {
    return record.last().startedAt().orElse(now);
  }

  private String name(Instant created, Instant now) {
    String origin =
        directory + " " + now + " " + ProcessHandle.current().pid() + " " + System.nanoTime();
    String hash = Checksums.sha256(origin);
    return STAMP.format(created) + "-" + hash.substring(0, HASH_DIGITS);
  }

  /** Whether the run of this name is still where it was, and this is another one. */
  private boolean isCopy(RunFile.Name former) {
    String recorded = former.directory().orElse("");
    if (recorded.isEmpty() || recorded.equals(directory.toString())) {
      return false;
    }
    Path original = new Path(new Path(recorded), RunLayout.RECORD);
    return onSameStorage(original) && files.exists(original) && isOf(original, former);
  }

  private boolean onSameStorage(Path other) {
    return String.valueOf(other.toUri().getScheme())
            .equals(String.valueOf(directory.toUri().getScheme()))
        && String.valueOf(other.toUri().getAuthority())
            .equals(String.valueOf(directory.toUri().getAuthority()));
  }

  private boolean isOf(Path record, RunFile.Name name) {
    try {
      return RunFile.parse(files.readText(record)).name().runId().equals(name.runId());
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      return false;
    }
  }
}
