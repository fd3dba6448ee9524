package org.mosnas.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class FailureTest {
  private static final String MORE_MEMORY =
      "; give more with --driver-memory or --executor-memory, or take a smaller batch";

  private static final String CONTAINER_KILLED =
      "not enough memory: an executor's container was killed, as it is when it takes more memory"
          + " than it asked for; give more beside the heap with --conf"
          + " spark.executor.memoryOverhead=2g, take fewer cores to an executor, or a smaller batch;"
          + " then run again with --resume";

  private static Stream<Arguments> failures() {
    MosnasException infeasible = new MosnasException(ErrorKind.INFEASIBLE, "no subnet under 3 ms");
    return Stream.of(
        Arguments.of(infeasible, 3, "no subnet under 3 ms"),
        Arguments.of(new ExecutionException(infeasible), 3, "no subnet under 3 ms"),
        Arguments.of(
            new MosnasException(ErrorKind.DATA, "first line\nsecond line"), 4, "first line"),
        Arguments.of(
            new OutOfMemoryError("Java heap space"),
            6,
            "not enough memory: Java heap space" + MORE_MEMORY),
        Arguments.of(
            new SparkException("Job aborted due to stage failure: java.lang.OutOfMemoryError: x"),
            6,
            "not enough memory: a task's memory is full" + MORE_MEMORY),
        Arguments.of(
            new SparkException(
                "ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason:"
                    + " Command exited with code 52"),
            6,
            "not enough memory: an executor was lost" + MORE_MEMORY),
        Arguments.of(
            new SparkException("Reason: Container from a bad node. Exit status: 137."),
            6,
            CONTAINER_KILLED),
        Arguments.of(
            new SparkException(
                "ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason:"
                    + " Container from a bad node: container_1 on host: one. Exit status: 143."
                    + " Diagnostics: Container killed on request. Exit code is 143"),
            6,
            CONTAINER_KILLED),
        Arguments.of(
            new SparkException(
                "Reason: Container killed by YARN for exceeding physical memory limits. 1.5 GB of"
                    + " 1.5 GB physical memory used."),
            6,
            CONTAINER_KILLED),
        Arguments.of(
            new SparkException("The executor with id 1 was terminated: reason OOMKilled"),
            6,
            CONTAINER_KILLED),
        Arguments.of(
            new SparkException(
                "Job aborted due to stage failure: Total size of serialized results of 5 tasks"
                    + " (1200.0 MiB) is bigger than spark.driver.maxResultSize (1024.0 MiB)"),
            6,
            "not enough memory: Total size of serialized results of 5 tasks (1200.0 MiB) is bigger"
                + " than spark.driver.maxResultSize (1024.0 MiB); leave that setting out, or raise"
                + " it with --conf spark.driver.maxResultSize=4g"),
        Arguments.of(
            new SparkException("Exit status: 1370."),
            1,
            "org.apache.spark.SparkException: Exit status: 1370."),
        Arguments.of(
            new UncheckedIOException(new IOException("No space left on device")),
            6,
            "the disk is full (java.io.IOException: No space left on device); free some space and"
                + " run again with --resume"),
        Arguments.of(
            new IllegalArgumentException(
                "[INVALID_DRIVER_MEMORY] System memory 1 must be at least 2. Please increase it."),
            6,
            "not enough memory for Spark: System memory 1 must be at least 2. Please increase it."),
        Arguments.of(
            new InterruptedException(), 75, "interrupted; run again with --resume to go on"),
        Arguments.of(
            new UncheckedIOException(new NoSuchFileException("/data/x.en")),
            4,
            "no such file: /data/x.en; check the path"),
        Arguments.of(
            new UncheckedIOException(new AccessDeniedException("/data/x.en")),
            4,
            "permission denied: /data/x.en; change that or choose another place"),
        Arguments.of(
            new SparkException(
                "Lost task 0.0: org.mosnas.model.error.BadDataException [DATA]: a.en:3: not UTF-8\n"
                    + "\tat x"),
            4,
            "a.en:3: not UTF-8"),
        Arguments.of(
            new SparkException(
                "Lost task 0.0: "
                    + new MosnasException(ErrorKind.USAGE, "no folder for native libraries")
                    + "\n\tat x"),
            2,
            "no folder for native libraries"),
        Arguments.of(
            new UnsatisfiedLinkError(
                "/tmp/libx.so: /tmp/libx.so: failed to map segment from shared object: Operation"
                    + " not permitted"),
            2,
            "the native library /tmp/libx.so may not be executed where it is; set MOSNAS_CACHE to"
                + " a folder that is not mounted with noexec"),
        Arguments.of(
            new IllegalStateException("outer", new IllegalArgumentException("inner")),
            1,
            "java.lang.IllegalArgumentException: inner"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsWhatAUserCanActOn(Throwable thrown, int exitCode, String message) {
    Failure failure = Failure.of(thrown);
    assertThat(failure.exitCode()).isEqualTo(exitCode);
    assertThat(failure.message()).isEqualTo(message);
  }

  @Test
  void survivesCausesThatGoRound() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);
    assertThat(Failure.of(first).kind()).isEqualTo(ErrorKind.INTERNAL);
  }

  @Test
  void findsWhatATaskThrewOnAnExecutor(JavaSparkContext spark) {
    Function<Integer, Integer> task =
        number -> {
          throw new BadDataException("corpus.en:" + number + ": empty line");
        };
    Throwable thrown = catchThrowable(() -> spark.parallelize(List.of(7), 1).map(task).collect());
    assertThat(thrown).isInstanceOf(SparkException.class);
    assertThat(Failure.of(thrown))
        .isEqualTo(new Failure(ErrorKind.DATA, "corpus.en:7: empty line"));
  }
}
