package org.mosnas.spark.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs {@code deploy/mos} as a user would. */
public final class Launcher {
  /** The script. */
  public static final Path SCRIPT = Path.of("../deploy/mos").toAbsolutePath().normalize();

  private static final String TEST_CLASSES =
      Path.of("target/test-classes").toAbsolutePath().toString();
  private static final String MODEL_TEST_CLASSES =
      Path.of("../model/target/test-classes").toAbsolutePath().normalize().toString();

  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> surroundings;

  /** Runs in {@code folder}, with some variables more than the tests have. */
  public Launcher(Path folder, Map<String, String> environment) {
    this(folder, environment, List.of());
  }

  private Launcher(Path folder, Map<String, String> environment, List<String> surroundings) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.surroundings = List.copyOf(surroundings);
  }

  /** The same, with every command started by another, such as {@code unshare}. */
  public Launcher within(List<String> command) {
    return new Launcher(folder, environment, command);
  }

  /**
   * What lets every Java that is started take a locale for the user's; its decimal signs, its case.
   */
  public static Map<String, String> locale(Locale locale) {
    return Map.of(
        "JAVA_TOOL_OPTIONS",
        "-Duser.language=" + locale.getLanguage() + " -Duser.country=" + locale.getCountry());
  }

  /** How a process ended and what it said. */
  public record Outcome(int exitCode, String out, String err) {}

  /** Runs the script with arguments. */
  public Outcome mos(String... arguments) throws IOException, InterruptedException {
    return run(script(arguments));
  }

  /**
   * Submits an application of the tests as the script submits ours.
   *
   * @param application its main class
   * @param options of spark-submit
   * @param arguments of the application, without blanks
   */
  public Outcome submit(Class<?> application, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    String classes = TEST_CLASSES + ":" + MODEL_TEST_CLASSES;
    List<String> dryRun = new ArrayList<>(List.of("train", "--dry-run", "--driver-memory=512m"));
    dryRun.addAll(options);
    dryRun.add("--driver-class-path=" + classes);
    dryRun.add("--conf=spark.executor.extraClassPath=" + classes);
    String submit = mos(dryRun.toArray(String[]::new)).out().strip();
    String ours =
        submit
            .substring(0, submit.lastIndexOf(" train"))
            .replace(" org.mosnas.spark.cli.Main ", " " + application.getName() + " ");
    String environment = "export SPARK_LOCAL_IP=127.0.0.1 OMP_NUM_THREADS=1 LC_ALL=C.UTF-8; ";
    return run(List.of("bash", "-c", environment + ours + " " + String.join(" ", arguments)));
  }

  /** Runs the script with arguments and text on its standard input. */
  public Outcome mosWithInput(String input, String... arguments)
      throws IOException, InterruptedException {
    return run(script(arguments), input);
  }

  /** Starts the script, for tests that kill it. What it says goes nowhere. */
  public Process start(String... arguments) throws IOException {
    return builder(script(arguments))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Runs any command, for two minutes at most. */
  public Outcome run(List<String> command) throws IOException, InterruptedException {
    return run(command, "");
  }

  private Outcome run(List<String> command, String input) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process =
        builder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException notRead) {
      // A command that ends before it reads is judged by what it says.
    }
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("no end after two minutes: " + command);
    }
    return new Outcome(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private ProcessBuilder builder(List<String> command) {
    List<String> whole = Stream.concat(surroundings.stream(), command.stream()).toList();
    ProcessBuilder builder = new ProcessBuilder(whole).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  private static List<String> script(String... arguments) {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
