package org.mosnas.spark.run;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.Cleanup;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;

/**
 * The folder that holds everything of a run: its record, its configuration, and a folder for each
 * stage; on any Hadoop file system.
 *
 * <p>Open means locked: no other command works in it until it is closed.
 */
public final class RunDirectory implements AutoCloseable {
  /** Option of all commands with a run directory, for messages. */
  private static final String OPTION = "--run-dir";

  private final Path path;
  private final Configuration hadoop;
  private final AtomicFiles files;
  private final RunLock lock;
  private final RunRecord record;

  private RunDirectory(
      Path path, Configuration hadoop, AtomicFiles files, RunLock lock, RunRecord record) {
    this.path = path;
    this.hadoop = hadoop;
    this.files = files;
    this.lock = lock;
    this.record = record;
  }

  /**
   * Opens the directory, creating it where there is none.
   *
   * @param location path or URI
   * @param command name of the command, which those who find the directory locked are told
   * @param notice is told what a user should know, such as that a dead process' lock was taken over
   * @throws org.mosnas.model.error.MosnasException of kind BUSY if another command works in it, of
   *     kind DATA if it cannot be read or written
   */
  public static RunDirectory open(
      String location, Configuration configuration, String command, Consumer<String> notice) {
    Path path = Locations.of(OPTION, location, configuration);
    AtomicFiles files = AtomicFiles.on(path, configuration);
    files.createFolder(path);
    RunLock lock =
        RunLock.acquire(files, new Path(path, RunLayout.LOCK), LockHolder.self(command), notice);
    try {
      RunRecord record = RunRecord.open(files, new Path(path, RunLayout.RECORD), Clock.systemUTC());
      return new RunDirectory(path, configuration, files, lock, record);
    } catch (RuntimeException unreadable) {
      Cleanup.after(unreadable, lock::release);
      throw unreadable;
    }
  }

  /** The configuration that the last command in this directory ran with, if there was one. */
  public static Optional<String> storedConfiguration(String location, Configuration configuration) {
    Path file = new Path(Locations.of(OPTION, location, configuration), RunLayout.CONFIGURATION);
    AtomicFiles files = AtomicFiles.on(file, configuration);
    return files.exists(file) ? Optional.of(files.readText(file)) : Optional.empty();
  }

  /** The directory, with scheme, absolute. */
  public Path path() {
    return path;
  }

  /** A path below the directory, such as {@code resolve("train/checkpoint")}. */
  public Path resolve(String relative) {
    return new Path(path, relative);
  }

  /** The directory as users write it: local paths without their scheme. */
  public String shown() {
    return Locations.shown(path);
  }

  /** Whether the directory is on this machine's own file system. */
  public boolean isLocal() {
    return Locations.isLocal(path);
  }

  /** Settings of file systems. */
  public Configuration hadoop() {
    return hadoop;
  }

  /** Reads and writes files in the directory. */
  public AtomicFiles files() {
    return files;
  }

  /** The record, {@code run.json}. */
  public RunRecord record() {
    return record;
  }

  /** Keeps the configuration that the command runs with; returns the file. */
  public Path storeConfiguration(String hocon) {
    Path file = resolve(RunLayout.CONFIGURATION);
    files.writeText(file, hocon);
    return file;
  }

  /**
   * Says what is to happen if another command has taken the directory over, because this one was
   * held up for too long to renew its lock: nothing may be written from then on.
   */
  public void whenLost(Consumer<String> handler) {
    lock.whenLost(handler);
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    lock.release();
  }
}
