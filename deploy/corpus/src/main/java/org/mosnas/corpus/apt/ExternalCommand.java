package org.mosnas.corpus.apt;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * Runs a program to its end, with a time limit.
 *
 * @param directory working directory
 * @param environment variables to set on top of this process's own
 * @param timeout after which the program and its children are killed
 */
record ExternalCommand(Path directory, Map<String, String> environment, Duration timeout) {
  private static final int KILLED = -1;
  private static final int NOT_STARTED = 127;

  /** Copies the map. */
  ExternalCommand {
    environment = Map.copyOf(environment);
  }

  /**
   * How a program ended.
   *
   * @param exitCode its exit code; -1 if it was killed for taking too long, 127 if it could not be
   *     started
   * @param output its lines on standard output and standard error together
   */
  record Result(int exitCode, List<String> output) {
    /** Copies the list. */
    Result {
      output = List.copyOf(output);
    }

    boolean ok() {
      return exitCode == 0;
    }

    boolean timedOut() {
      return exitCode == KILLED;
    }
  }

  /**
   * Runs a program.
   *
   * @throws MosnasException if this thread is interrupted; the program is killed
   */
  Result run(List<String> command) {
    List<String> output = new ArrayList<>();
    Process process;
    try {
      process = start(command);
    } catch (IOException e) {
      return new Result(
          NOT_STARTED, List.of("E: cannot run " + command.get(0) + ": " + e.getMessage()));
    }
    Thread reader = new Thread(() -> read(process, output), "output of " + command.get(0));
    reader.setDaemon(true);
    reader.start();
    try {
      boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
      }
      reader.join(TimeUnit.SECONDS.toMillis(10));
      synchronized (output) {
        return new Result(ended ? process.exitValue() : KILLED, output);
      }
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new MosnasException(
          ErrorKind.INTERRUPTED, "interrupted while running " + command.get(0), e);
    }
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void read(Process process, List<String> output) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (output) {
          output.add(line);
        }
      }
    } catch (IOException e) {
      synchronized (output) {
        output.add("output ended: " + e.getMessage());
      }
    }
  }
}
