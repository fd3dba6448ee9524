package org.mosnas.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** One engine of a case in its own process, as the coordinator sees it. */
final class EngineProcess implements AutoCloseable {
  /** What the virtual machine and libtorch say every time. */
  private static final List<String> EXPECTED_CHATTER =
      List.of("Using incubator modules", "AutoNonVariableTypeMode is deprecated");

  private final Setup setup;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;

  /**
   * What runs in it.
   *
   * @param engine a name of {@link Engines}
   * @param threads that one operation may use
   * @param replicas that run at once in the process
   */
  record Setup(String engine, int threads, int replicas) {
    /** Cores it keeps busy. */
    int cores() {
      return threads * replicas;
    }

    /** {@code 2} for two threads, {@code 2x1} for two replicas of one. */
    String shape() {
      return replicas == 1 ? Integer.toString(threads) : replicas + "x" + threads;
    }
  }

  private EngineProcess(Setup setup, Process process) {
    this.setup = setup;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts the process and waits until the case is ready.
   *
   * @param python for the engine that needs it
   */
  static EngineProcess start(BenchCase bench, Setup setup, Python python) {
    if (!setup.engine().equals(Engines.PYTORCH)) {
      return start(setup, javaCommand(bench, setup));
    }
    // The process has read all of the folder when it is ready.
    try (TemporaryFolder folder = new TemporaryFolder()) {
      return start(setup, python.command(bench, setup, folder.path()));
    }
  }

  private static List<String> javaCommand(BenchCase bench, Setup setup) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As this process was started: vector flags and where caches are.
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=4",
            "-Xms64m",
            "-Xmx3g",
            // ND4J would count all memory against the heap's size.
            "-Dorg.bytedeco.javacpp.maxbytes=0",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-cp",
            System.getProperty("java.class.path"),
            Worker.class.getName(),
            bench.name(),
            setup.engine(),
            Integer.toString(setup.threads()),
            Integer.toString(setup.replicas())));
    return command;
  }

  private static EngineProcess start(Setup setup, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    String threads = Integer.toString(setup.threads());
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", threads, "MKL_NUM_THREADS", threads));
    try {
      EngineProcess process = new EngineProcess(setup, builder.start());
      process.answer();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What runs in it. */
  Setup setup() {
    return setup;
  }

  /** What the engines have to agree on; gradients go to {@code file}. */
  double[] check(Path file) {
    String answer = ask("check " + file);
    return Arrays.stream(answer.split(" "))
        .filter(number -> !number.isEmpty())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  /** Runs once; seconds from the start of the process to the end of it. */
  double first() {
    return Long.parseLong(ask("first")) / 1e3;
  }

  /** Milliseconds per repetition of {@code count}. */
  double run(int count) {
    return Long.parseLong(ask("run " + count)) / 1e6 / count;
  }

  /** Forgets the peak of memory so far. */
  void resetPeak() {
    ask("reset");
  }

  /** The peak of resident memory since {@link #resetPeak}, in bytes. */
  long peakBytes() {
    return Long.parseLong(ask("peak"));
  }

  /** Shares of operations and kernels, see {@link StepProfile#stop}. */
  String profile(int count) {
    return ask("profile " + count);
  }

  private String ask(String command) {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
      return answer();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private String answer() throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(Worker.ANSWER)) {
        return line.substring(Worker.ANSWER.length());
      }
      if (EXPECTED_CHATTER.stream().noneMatch(line::contains)) {
        System.err.println(line);
      }
    }
    throw failed(null);
  }

  private MosnasException failed(IOException cause) {
    return new MosnasException(
        ErrorKind.INTERNAL,
        "the process of engine "
            + setup.engine()
            + " ended before it had answered; its messages are above",
        cause);
  }

  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
