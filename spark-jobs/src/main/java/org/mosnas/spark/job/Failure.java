package org.mosnas.spark.job;

import java.io.FileNotFoundException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * What a user is told about a throwable: who has to act, and one line.
 *
 * <p>Looks through whatever wrapped the cause on its way here: Spark's task failures, executor
 * services, unchecked I/O.
 *
 * @param kind who has to act; decides the exit code
 * @param message one line for the user
 */
public record Failure(ErrorKind kind, String message) {
  /** An executor that died with Spark's code for a heap that is full. */
  private static final Pattern EXECUTOR_HEAP_FULL = Pattern.compile(exitCode("52"));

  /**
   * An executor that the kernel, YARN or Kubernetes killed: they do so where it takes more memory
   * than its container asked for.
   */
  private static final Pattern EXECUTOR_KILLED =
      Pattern.compile(
          exitCode("(?:137|143)")
              + "|exceeding (?:physical |virtual )?memory limits|\\bOOMKilled\\b");

  private static final Pattern RESULTS_TOO_LARGE =
      Pattern.compile(
          "Total size of serialized results .* is bigger than .*spark\\.driver\\.maxResultSize[^,;\\n]*");

  private static final Pattern NOT_PARQUET =
      Pattern.compile(
          "(?:Checksum error: |Could not read footer for file: )?(\\S+\\.parquet)(?: is not a"
              + " Parquet file| at \\d+ exp: )");

  /** What {@link MosnasException#toString()} says, in the text of a task's failure. */
  private static final Pattern KNOWN_IN_TASK =
      Pattern.compile("org\\.mosnas\\.[\\w.]+ \\[([A-Z]+)]: ([^\\n]+)");

  /** The loader's words for a library on a file system that executes nothing. */
  private static final Pattern NOT_EXECUTABLE =
      Pattern.compile("(\\S+): (?:[^:]+: )?failed to map segment from shared object");

  /** Tells what {@code thrown} means to a user. */
  public static Failure of(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    for (Throwable link : chain) {
      if (link instanceof MosnasException known) {
        return new Failure(known.kind(), oneLine(known.getMessage()));
      }
    }
    for (Throwable link : chain) {
      Failure recognized = recognize(link);
      if (recognized != null) {
        return recognized;
      }
    }
    return new Failure(ErrorKind.INTERNAL, oneLine(chain.get(chain.size() - 1).toString()));
  }

  /** The exit code of a command that ends so. */
  public int exitCode() {
    return kind.exitCode();
  }

  private static Failure recognize(Throwable link) {
    String message = String.valueOf(link.getMessage());
    if (link instanceof OutOfMemoryError || message.contains("java.lang.OutOfMemoryError")) {
      return outOfMemory(link instanceof OutOfMemoryError ? message : "a task's memory is full");
    }
    if (message.contains("[INVALID_DRIVER_MEMORY]")
        || message.contains("[INVALID_EXECUTOR_MEMORY]")) {
      return new Failure(
          ErrorKind.RESOURCES, "not enough memory for Spark: " + withoutErrorClass(message));
    }
    if (message.contains("No space left on device")
        || message.contains("Disk quota exceeded")
        || message.contains("File too large")) {
      return new Failure(
          ErrorKind.RESOURCES,
          "the disk is full ("
              + oneLine(message)
              + "); free some space and run again with --resume");
    }
    if (link instanceof InterruptedException || link instanceof ClosedByInterruptException) {
      return new Failure(ErrorKind.INTERRUPTED, "interrupted; run again with --resume to go on");
    }
    if (link instanceof NoSuchFileException || link instanceof FileNotFoundException) {
      return new Failure(ErrorKind.DATA, "no such file: " + oneLine(message) + "; check the path");
    }
    if (link instanceof AccessDeniedException
        || link.getClass().getSimpleName().equals("AccessControlException")) {
      return new Failure(
          ErrorKind.DATA,
          "permission denied: " + oneLine(message) + "; change that or choose another place");
    }
    Matcher parquet = NOT_PARQUET.matcher(message);
    if (parquet.find()) {
      return new Failure(
          ErrorKind.DATA,
          parquet.group(1)
              + " is damaged, expected Parquet; restore it, or delete its folder and run the stage"
              + " that wrote it again");
    }
    Matcher known = KNOWN_IN_TASK.matcher(message);
    if (known.find()) {
      return new Failure(ErrorKind.valueOf(known.group(1)), known.group(2));
    }
    Matcher library = NOT_EXECUTABLE.matcher(message);
    if (library.find()) {
      return new Failure(
          ErrorKind.USAGE,
          "the native library "
              + library.group(1)
              + " may not be executed where it is; set MOSNAS_CACHE to a folder that is not mounted"
              + " with noexec");
    }
    return lost(message);
  }

  /** What Spark says of executors and of what they sent. */
  private static Failure lost(String message) {
    if (EXECUTOR_HEAP_FULL.matcher(message).find()) {
      return outOfMemory("an executor was lost");
    }
    if (EXECUTOR_KILLED.matcher(message).find()) {
      return new Failure(
          ErrorKind.RESOURCES,
          "not enough memory: an executor's container was killed, as it is when it takes more memory"
              + " than it asked for; give more beside the heap with --conf"
              + " spark.executor.memoryOverhead=2g, take fewer cores to an executor, or a smaller"
              + " batch; then run again with --resume");
    }
    Matcher results = RESULTS_TOO_LARGE.matcher(message);
    if (results.find()) {
      return new Failure(
          ErrorKind.RESOURCES,
          "not enough memory: "
              + results.group()
              + "; leave that setting out, or raise it with --conf spark.driver.maxResultSize=4g");
    }
    return null;
  }

  private static String exitCode(String code) {
    return "(?i:exit(?:ed)? (?:with )?(?:code|status)|code)(?: is)?:? " + code + "\\b";
  }

  private static Failure outOfMemory(String what) {
    return new Failure(
        ErrorKind.RESOURCES,
        "not enough memory: "
            + oneLine(what)
            + "; give more with --driver-memory or --executor-memory, or take a smaller batch");
  }

  private static String withoutErrorClass(String message) {
    return oneLine(message).replaceFirst("^\\[\\w+] ", "");
  }

  /** The throwable and its causes, outermost first. */
  private static List<Throwable> chain(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> chain = new ArrayList<>();
    for (Throwable link = thrown; link != null && seen.add(link); link = link.getCause()) {
      chain.add(link);
    }
    return chain;
  }

  private static String oneLine(String text) {
    return String.valueOf(text).strip().lines().findFirst().orElse("");
  }
}
