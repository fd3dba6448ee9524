package org.mosnas.spark.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The process that works in a run directory.
 *
 * @param host name of its machine
 * @param pid its process number there
 * @param processStart when the process started, in milliseconds since 1970; tells it from a later
 *     one with the same number
 * @param command the command it runs
 */
record LockHolder(String host, long pid, long processStart, String command) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** This process. */
  static LockHolder self(String command) {
    ProcessHandle process = ProcessHandle.current();
    return new LockHolder(hostName(), process.pid(), start(process), command);
  }

  /**
   * Whether the process certainly does not run any more; of another machine's process nothing is
   * certain.
   */
  boolean isGone() {
    if (!host.equals(hostName())) {
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

  String toJson() {
    return JSON.createObjectNode()
        .put("host", host)
        .put("pid", pid)
        .put("processStart", processStart)
        .put("command", command)
        .toString();
  }

  /** Reads what {@link #toJson} wrote; empty if it is anything else. */
  static Optional<LockHolder> parse(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (!node.path("host").isTextual() || !node.path("pid").canConvertToLong()) {
        return Optional.empty();
      }
      return Optional.of(
          new LockHolder(
              node.get("host").asText(),
              node.get("pid").asLong(),
              node.path("processStart").asLong(),
              node.path("command").asText()));
    } catch (JsonProcessingException broken) {
      return Optional.empty();
    }
  }

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
}
