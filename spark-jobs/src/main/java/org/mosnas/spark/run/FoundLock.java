package org.mosnas.spark.run;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.spark.io.AtomicFiles;

/**
 * A lock that somebody else left.
 *
 * @param file where it is
 * @param text what it says
 * @param modifiedMillis when it was written, by the clock of the file system
 */
record FoundLock(Path file, String text, long modifiedMillis) {

  /** Reads a lock; empty if it is gone by now. */
  static Optional<FoundLock> read(AtomicFiles files, Path file) {
    try {
      return Optional.of(new FoundLock(file, files.readText(file), files.modifiedMillis(file)));
    } catch (BadDataException failure) {
      if (files.exists(file)) {
        throw failure;
      }
      return Optional.empty();
    }
  }

  /** Who holds it, if that can be read. */
  Optional<LockHolder> holder() {
    return LockHolder.parse(text);
  }

  /**
   * How long it may still be in use without being written again; zero if it cannot be any more. A
   * time in the future, as after a restored backup, counts as now.
   */
  Duration remaining(AtomicFiles files, Duration lease) {
    return remaining(now(files), lease);
  }

  /** As {@link #remaining(AtomicFiles, Duration)}, at a time of the same clock. */
  Duration remaining(long nowMillis, Duration lease) {
    Duration age = Duration.ofMillis(Math.max(0, nowMillis - modifiedMillis));
    return age.compareTo(lease) >= 0 ? Duration.ZERO : lease.minus(age);
  }

  /** The clock that also dates the lock: asked by writing a file beside it. */
  private long now(AtomicFiles files) {
    Path probe = new Path(file.getParent(), ".clock-" + UUID.randomUUID());
    try {
      files.write(probe, out -> out.write("?".getBytes(StandardCharsets.UTF_8)));
      return files.modifiedMillis(probe);
    } finally {
      files.delete(probe);
    }
  }
}
