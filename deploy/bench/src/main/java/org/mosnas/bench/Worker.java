package org.mosnas.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * A process that holds one case on one engine and does what the coordinator says, line by line:
 * {@code first}, {@code check FILE}, {@code run COUNT}, {@code reset}, {@code peak}, {@code profile
 * COUNT}. It ends with its input. Answers start with {@link #ANSWER}; anything else on its output
 * is chatter of libraries.
 */
final class Worker implements AutoCloseable {
  /** Start of an answer. */
  static final String ANSWER = "@ ";

  private final List<ReadyCase> replicas = new ArrayList<>();
  private final ExecutorService threads;

  private Worker(BenchCase bench, String engine, int threadsEach, int count) {
    for (int i = 0; i < count; i++) {
      replicas.add(Engines.open(bench, engine, threadsEach));
    }
    threads = Executors.newFixedThreadPool(count);
  }

  /** Started by the coordinator: case, engine, threads, replicas. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    BenchCase bench = new BenchCases().named(args[0]);
    int threadsEach = Integer.parseInt(args[2]);
    try (Worker worker = new Worker(bench, args[1], threadsEach, Integer.parseInt(args[3]))) {
      out.println(ANSWER + "ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(ANSWER + worker.answer(line.split(" ", 2)));
      }
    }
  }

  private String answer(String[] command) throws Exception {
    switch (command[0]) {
      case "first":
        return Long.toString(first());
      case "check":
        return check(Path.of(command[1]));
      case "run":
        return Long.toString(run(Integer.parseInt(command[1])));
      case "reset":
        return Boolean.toString(ResidentMemory.resetPeak());
      case "peak":
        return Long.toString(ResidentMemory.peakBytes());
      case "profile":
        return profile(Integer.parseInt(command[1]));
      default:
        throw new IllegalArgumentException("unknown command " + command[0]);
    }
  }

  /** Runs once; milliseconds since the virtual machine was started. */
  private long first() throws InterruptedException, ExecutionException {
    run(1);
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }

  private String check(Path file) throws IOException {
    try (FileChannel gradients =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      return Arrays.stream(replicas.get(0).check(gradients))
          .mapToObj(Double::toString)
          .collect(Collectors.joining(" "));
    }
  }

  /** Wall-clock time in nanoseconds of {@code count} repetitions on every replica at once. */
  private long run(int count) throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (ReadyCase replica : replicas) {
      running.add(threads.submit(() -> repeat(replica, count)));
    }
    for (Future<?> one : running) {
      one.get();
    }
    return System.nanoTime() - start;
  }

  private static void repeat(ReadyCase replica, int count) {
    for (int i = 0; i < count; i++) {
      replica.run();
    }
  }

  private String profile(int count) throws Exception {
    try (StepProfile profile = StepProfile.start()) {
      run(count);
      return profile.stop();
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    replicas.forEach(ReadyCase::close);
  }
}
