package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.mosnas.spark.task.Catalog;

/**
 * A command that ran in this process.
 *
 * @param code its exit code
 * @param said what it said, on either stream
 */
record CommandRun(int code, String said) {
  /** Runs a command of a program with some families and tasks. */
  static CommandRun of(Catalog catalog, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int code;
    try (PrintStream print = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(print);
      System.setErr(print);
      MosCommandLine commandLine = MosCommandLine.create(catalog);
      commandLine.picocli().setOut(new PrintWriter(print, true, StandardCharsets.UTF_8));
      commandLine.picocli().setErr(new PrintWriter(print, true, StandardCharsets.UTF_8));
      code = commandLine.run(arguments.clone());
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return new CommandRun(code, bytes.toString(StandardCharsets.UTF_8));
  }

  /** What a command says that has to succeed. */
  static String succeeding(Catalog catalog, String... arguments) {
    CommandRun run = of(catalog, arguments);
    assertThat(run.code()).as(run.said()).isZero();
    return run.said();
  }
}
