package org.mosnas.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time of a train step goes, by sampling stacks with the flight recorder: for every
 * sample the operation of the tape it is in, and the kernel that runs for it.
 */
final class StepProfile implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final List<String> KERNELS =
      List.of("Gemm", "Elementwise", "LayerNorm", "Softmax", "Adam", "TopK");
  private static final List<String> OPERATIONS =
      List.of("TapeOps", "Adam", "Supernet", "Subnet", "ParameterBank", "HostReplica");

  private final Recording recording;

  private StepProfile(Recording recording) {
    this.recording = recording;
  }

  /** Begins to sample. */
  static StepProfile start() {
    Recording recording = new Recording();
    // Java code and code behind JNI, such as BLAS, are sampled apart, at one rate.
    recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
    recording.enable("jdk.NativeMethodSample").withPeriod(PERIOD);
    recording.start();
    return new StepProfile(recording);
  }

  /**
   * Ends sampling.
   *
   * @return entries {@code operation|kernel|share}, the largest share first, separated by tabs
   */
  String stop() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("mosnas-bench", ".jfr");
    try {
      recording.dump(file);
      return report(RecordingFile.readAllEvents(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static String report(List<RecordedEvent> events) {
    Map<String, Long> counts =
        events.stream()
            .filter(StepProfile::isOurs)
            .collect(
                Collectors.groupingBy(StepProfile::place, TreeMap::new, Collectors.counting()));
    double total = counts.values().stream().mapToLong(Long::longValue).sum();
    return counts.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry<String, Long>::getValue).reversed())
        .map(e -> String.format(Locale.ROOT, "%s|%.4f", e.getKey(), e.getValue() / total))
        .collect(Collectors.joining("\t"));
  }

  private static boolean isOurs(RecordedEvent event) {
    return event.getStackTrace() != null
        && event.getStackTrace().getFrames().stream()
            .anyMatch(frame -> simpleName(frame).equals("Worker"));
  }

  private static String place(RecordedEvent event) {
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    return operation(frames) + "|" + kernel(frames);
  }

  private static String operation(List<RecordedFrame> frames) {
    return frames.stream()
        .filter(frame -> OPERATIONS.contains(simpleName(frame)))
        .filter(frame -> !frame.getMethod().getName().equals("backward"))
        .findFirst()
        .map(frame -> operation(simpleName(frame), frame.getMethod().getName()))
        .orElse("other");
  }

  /** The backward half of an operation is a lambda of its method. */
  private static String operation(String type, String method) {
    String[] parts = method.split("\\$");
    String name = parts.length > 1 && parts[0].equals("lambda") ? parts[1] + " back" : method;
    return type.equals("TapeOps") ? name : type + "." + name;
  }

  private static String kernel(List<RecordedFrame> frames) {
    return frames.stream()
        .filter(frame -> KERNELS.contains(simpleName(frame)))
        .reduce((inner, outer) -> outer)
        .map(frame -> simpleName(frame) + "." + frame.getMethod().getName())
        .orElse("-");
  }

  private static String simpleName(RecordedFrame frame) {
    String name = frame.getMethod().getType().getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Override
  public void close() {
    recording.close();
  }
}
