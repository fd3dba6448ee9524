package org.mosnas.spark.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * Keeps two commands from working in the same run directory.
 *
 * <p>The lock is a file that is created exclusively and tells who holds it. A holder that died
 * without deleting it is found out on its own machine; its lock is taken over with a notice.
 */
final class RunLock {
  private final AtomicFiles files;
  private final Path file;
  private final LockHolder self;

  private RunLock(AtomicFiles files, Path file, LockHolder self) {
    this.files = files;
    this.file = file;
    this.self = self;
  }

  /**
   * Takes the lock.
   *
   * @param notice is told if a dead process' lock was taken over
   * @throws MosnasException of kind BUSY that says who holds it
   */
  static RunLock acquire(AtomicFiles files, Path file, LockHolder self, Consumer<String> notice) {
    RunLock lock = new RunLock(files, file, self);
    if (!files.createNew(file, self.toJson())) {
      lock.takeOver(notice);
    }
    return lock;
  }

  /** Gives the lock back, unless somebody else holds it by now. */
  void release() {
    if (holder().equals(Optional.of(self))) {
      files.delete(file);
    }
  }

  private void takeOver(Consumer<String> notice) {
    try (FileChannel guard =
            FileChannel.open(guardFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock unused = guard.lock()) {
      Optional<LockHolder> holder = holder();
      if (holder.isEmpty() && files.exists(file)) {
        throw busy("by a process that cannot be told from " + file);
      }
      if (holder.isPresent() && !holder.get().isGone()) {
        throw busy("by " + holder.get().describe());
      }
      holder.ifPresent(
          gone ->
              notice.accept("taking over from a process that is gone (" + gone.describe() + ")"));
      files.delete(file);
      if (!files.createNew(file, self.toJson())) {
        throw busy("by a process that has just started");
      }
    } catch (IOException failure) {
      throw new MosnasException(
          ErrorKind.RESOURCES, "cannot lock " + file + ": " + failure.getMessage(), failure);
    }
  }

  /** Two processes of one machine that both find a dead holder take turns on this file. */
  private java.nio.file.Path guardFile() {
    String name = Checksums.sha256(file.toString());
    return java.nio.file.Path.of(
        System.getProperty("java.io.tmpdir"), "mosnas-lock-" + name.substring(0, 16));
  }

  private Optional<LockHolder> holder() {
    return files.exists(file) ? LockHolder.parse(files.readText(file)) : Optional.empty();
  }

  private MosnasException busy(String by) {
    return new MosnasException(
        ErrorKind.BUSY,
        String.format(
            Locale.ROOT,
            "run directory %s is in use %s; wait, choose another --run-dir, or delete %s if that process is gone",
            file.getParent(),
            by,
            file));
  }
}
