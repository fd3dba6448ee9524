package org.mosnas.spark.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The process that works in a run directory.
 *
 * @param host name of its machine
 * @param machine what tells the machine, and the container, from others of that name: where numbers
 *     of processes mean the same; empty if unknown
 * @param pid its process number there
 * @param processStart when the process started, in milliseconds since 1970; tells it from a later
 *     one with the same number
 * @param command the command it runs
 * @param lease for how long its lock counts after it was written; zero for older versions, which
 *     never write theirs again
 */
record LockHolder(
    String host, String machine, long pid, long processStart, String command, Duration lease) {
  /** The lease of this version: many renewals long, and short enough to wait for. */
  static final Duration LEASE = Duration.ofMinutes(2);

  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESSES = Path.of("/proc/self/ns/pid");

  /** Nobody waits longer than an hour for a file that says so, in seconds. */
  private static final double LONGEST = 3600;

  /** This process. */
  static LockHolder self(String command) {
    ProcessHandle process = ProcessHandle.current();
    return new LockHolder(hostName(), machineId(), process.pid(), start(process), command, LEASE);
  }

  /** Whether what this machine says of its processes says something about this one. */
  boolean isOnThisMachine() {
    return host.equals(hostName()) && (machine.isEmpty() || machine.equals(machineId()));
  }

  /**
   * Whether the process certainly does not run any more; of another machine's process nothing is
   * certain.
   */
  boolean isGone() {
    if (!isOnThisMachine()) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isEmpty() || start(process.get()) != processStart;
  }

  String describe() {
    return String.format(
        Locale.ROOT,
        "mos %s, process %d on %s, since %s",
        command,
        pid,
        host,
        Instant.ofEpochMilli(processStart));
  }

  /** As text; another one each time, so that those who look on see that it was written again. */
  String toJson(Instant renewed) {
    return RunJson.tree(
            new Written(
                host,
                Optional.of(machine),
                pid,
                Optional.of(processStart),
                Optional.of(command),
                Optional.of(lease.toMillis() / 1000.0),
                Optional.of(renewed)))
        .toString();
  }

  /** Reads what {@link #toJson} wrote; empty if it is anything else. */
  static Optional<LockHolder> parse(String json) {
    try {
      Written written = RunJson.read(json, Written.class);
      double lease = Math.max(0, Math.min(written.leaseSeconds().orElse(0.0), LONGEST));
      return Optional.of(
          new LockHolder(
              written.host(),
              written.machine().orElse(""),
              written.pid(),
              written.processStart().orElse(0L),
              written.command().orElse(""),
              Duration.ofMillis(Math.round(lease * 1000))));
    } catch (JsonProcessingException | IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  /** What the file says; what later versions add is none of ours. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Written(
      String host,
      Optional<String> machine,
      long pid,
      Optional<Long> processStart,
      Optional<String> command,
      Optional<Double> leaseSeconds,
      Optional<Instant> renewed) {}

  private static long start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }

  /** Containers share names of hosts and numbers of processes; of these two they share not both. */
  private static String machineId() {
    try {
      return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(PROCESSES);
    } catch (IOException | UnsupportedOperationException unknown) {
      return "";
    }
  }
}
