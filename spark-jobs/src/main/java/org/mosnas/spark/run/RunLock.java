package org.mosnas.spark.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.io.AtomicFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two commands from working in the same run directory, on any file system.
 *
 * <p>The lock is a file that is created exclusively and tells who holds it and for how long. It is
 * a lease: while its holder works the file is written again and again, and one that is as old as
 * its lease is taken over with a notice. Ages are measured by the clock of the file system alone,
 * so machines whose clocks differ agree. Of a holder on this machine more is known: it is taken
 * over as soon as it is gone, and never before.
 */
final class RunLock {
  private static final Logger log = LoggerFactory.getLogger(RunLock.class);
  private static final int RENEWALS_PER_LEASE = 6;
  private static final int ATTEMPTS = 5;

  private final AtomicFiles files;
  private final Path file;
  private final LockHolder self;
  private final Consumer<String> notice;
  private final ScheduledExecutorService renewals;
  private volatile Consumer<String> whenLost;
  private boolean released;

  private RunLock(AtomicFiles files, Path file, LockHolder self, Consumer<String> notice) {
    this.files = files;
    this.file = file;
    this.self = self;
    this.notice = notice;
    this.whenLost = notice;
    this.renewals =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "run-lock");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes the lock; waits for as long as it cannot be told whether a holder on another machine
   * still works, a lease at most.
   *
   * @param notice is told if it waits, and if a lock was taken over
   * @throws MosnasException of kind BUSY that says who holds it
   */
  static RunLock acquire(AtomicFiles files, Path file, LockHolder self, Consumer<String> notice) {
    RunLock lock = new RunLock(files, file, self, notice);
    try {
      lock.take();
    } catch (RuntimeException refused) {
      lock.renewals.shutdownNow();
      throw refused;
    }
    long millis = self.lease().toMillis() / RENEWALS_PER_LEASE;
    var unused =
        lock.renewals.scheduleAtFixedRate(lock::tryToRenew, millis, millis, TimeUnit.MILLISECONDS);
    return lock;
  }

  /** Says what is to happen if somebody else has taken the lock, as after a long pause. */
  void whenLost(Consumer<String> handler) {
    whenLost = handler;
  }

  /**
   * Gives the lock back, unless somebody else holds it by now. Also where the thread was told to
   * stop, which would keep it from reading.
   */
  synchronized void release() {
    released = true;
    renewals.shutdown();
    boolean told = Thread.interrupted();
    try {
      if (holds(read())) {
        files.delete(file);
      }
    } finally {
      if (told) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Writes the lock anew, so that it is young again. */
  synchronized void renew() {
    if (released) {
      return;
    }
    Optional<String> found = read();
    if (holds(found)) {
      files.writeText(file, self.toJson(Instant.now()));
    } else if (found.isPresent() || !files.createNew(file, self.toJson(Instant.now()))) {
      String by = found.flatMap(LockHolder::parse).map(LockHolder::describe).orElse("somebody");
      whenLost.accept(
          String.format(
              Locale.ROOT,
              "%s was taken over by %s, because this command did not renew its lease of %s in time; nothing more is written",
              file.getParent(),
              by,
              seconds(self.lease())));
    }
  }

  private void tryToRenew() {
    try {
      renew();
    } catch (RuntimeException failure) {
      // There are more attempts before the lease runs out.
      log.warn("the lock {} could not be renewed", file, failure);
    }
  }

  private boolean holds(Optional<String> text) {
    return text.flatMap(LockHolder::parse).filter(self::equals).isPresent();
  }

  private Optional<String> read() {
    return FoundLock.read(files, file).map(FoundLock::text);
  }

  private void take() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (files.createNew(file, self.toJson(Instant.now()))) {
        return;
      }
      Optional<FoundLock> found = FoundLock.read(files, file);
      if (found.isPresent()) {
        awaitEnd(found.get());
        remove(found.get());
      }
    }
    throw busy("by a process that has just started");
  }

  /** Returns once the holder certainly does not work any more. */
  private void awaitEnd(FoundLock found) {
    Optional<LockHolder> holder = found.holder();
    if (holder.isEmpty()) {
      if (!found.remaining(files, LockHolder.LEASE).isZero()) {
        throw busy("by a process that cannot be told from " + file);
      }
      notice.accept("taking over from a process that left a lock which cannot be read");
    } else if (holder.get().isOnThisMachine()) {
      if (!holder.get().isGone()) {
        throw busy("by " + holder.get().describe());
      }
      notice.accept("taking over from a process that is gone (" + holder.get().describe() + ")");
    } else {
      awaitEnd(found, holder.get());
    }
  }

  private void awaitEnd(FoundLock found, LockHolder elsewhere) {
    Duration remaining = found.remaining(files, elsewhere.lease());
    if (elsewhere.lease().isZero() || (!remaining.isZero() && isRenewed(found, remaining))) {
      throw busy("by " + elsewhere.describe());
    }
    if (read().isPresent()) {
      notice.accept(
          String.format(Locale.ROOT, "taking over: the lease of %s ran out", elsewhere.describe()));
    }
  }

  /** Looks on until the lock changes, which its holder does often, or the time is over. */
  private boolean isRenewed(FoundLock found, Duration remaining) {
    notice.accept(
        String.format(
            Locale.ROOT,
            "waiting for a sign of %s, at most %s",
            found.holder().orElseThrow().describe(),
            seconds(remaining)));
    long end = System.nanoTime() + remaining.toNanos();
    while (System.nanoTime() < end) {
      sleep(Duration.ofNanos(Math.min(end - System.nanoTime(), remaining.toNanos() / 100 + 1)));
      Optional<String> now = read();
      if (now.isEmpty()) {
        return false;
      }
      if (!now.get().equals(found.text())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes a dead lock away, in one step: of several that found it dead only one does. Should it
   * have become somebody else's meanwhile, it is put back.
   */
  private void remove(FoundLock found) {
    Path aside = new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID());
    if (!files.moveAside(file, aside)) {
      return;
    }
    String taken = files.readText(aside);
    files.delete(aside);
    if (!taken.equals(found.text())) {
      boolean unused = files.createNew(file, taken);
      throw busy("by a process that has just started");
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(Math.max(1, time.toMillis()));
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new MosnasException(
          ErrorKind.INTERRUPTED, "interrupted while waiting for a lock", told);
    }
  }

  private static String seconds(Duration time) {
    return Math.max(1, time.toSeconds()) + " s";
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
