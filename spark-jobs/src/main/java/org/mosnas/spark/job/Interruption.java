package org.mosnas.spark.job;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.mosnas.model.error.ErrorKind;
import sun.misc.Signal;

/**
 * Ends the process in order when it is told to end: by Ctrl-C, by a cluster manager, by a shutdown.
 *
 * <p>A signal handler rather than a shutdown hook, because hooks run all at once: the file systems
 * that the record is written to would be closed in the middle of it.
 */
final class Interruption {
  private static final AtomicBoolean REQUESTED = new AtomicBoolean();
  private static final long PATIENCE_MILLIS = 20_000;
  private static final long STOP_MILLIS = 15_000;

  private Interruption() {}

  /** Whether the process is about to end; what fails now fails because of that. */
  static boolean isRequested() {
    return REQUESTED.get();
  }

  /**
   * Leaves the end of the process to the signal, if there was one: does not return then. Work that
   * is done while it is told to stop would otherwise end the process first, with another exit code.
   */
  static void awaitEnd() {
    while (REQUESTED.get()) {
      LockSupport.park();
    }
  }

  /**
   * Calls {@code leave} with the name of the signal, once, stops the work and ends the process with
   * the exit code of an interruption. A second signal ends it at once.
   *
   * <p>The work gives back its run directory itself, when it has stopped. Work that cannot be
   * stopped in time ends with the process, and leaves a lock that the next command takes over.
   *
   * @param work what is stopped
   */
  static void install(Consumer<String> leave, Work work) {
    for (String name : new String[] {"TERM", "INT", "HUP"}) {
      Signal.handle(new Signal(name), signal -> end("SIG" + signal.getName(), leave, work));
    }
  }

  private static void end(String signal, Consumer<String> leave, Work work) {
    int exitCode = ErrorKind.INTERRUPTED.exitCode();
    if (!REQUESTED.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(exitCode);
    }
    haltLater(exitCode);
    leave.accept(signal);
    // What Spark's threads say while everything is taken from under them helps nobody.
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    if (!work.stop(STOP_MILLIS)) {
      // Without the hooks of a proper end: while they ran, the work would go on.
      Runtime.getRuntime().halt(exitCode);
    }
    System.exit(exitCode);
  }

  /** In case something does not let go of the process. */
  private static void haltLater(int exitCode) {
    Thread watchdog =
        new Thread(
            () -> {
              try {
                Thread.sleep(PATIENCE_MILLIS);
              } catch (InterruptedException soonerThen) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(exitCode);
            },
            "interruption-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }
}
