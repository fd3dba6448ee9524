package org.mosnas.spark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;

/**
 * A command that read standard input, in this process.
 *
 * @param exitCode its exit code
 * @param out what it printed
 * @param err what it told
 */
record InputRun(int exitCode, String out, String err) {
  /** Runs a command that starts no Spark. */
  static InputRun of(byte[] input, List<String> arguments) {
    InputStream in = System.in;
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(told, true, UTF_8)) {
      System.setIn(new ByteArrayInputStream(input));
      System.setOut(new PrintStream(printed, false, UTF_8));
      System.setErr(print);
      MosCommandLine commandLine = MosCommandLine.create(Tenants.all(), List.of());
      commandLine.picocli().setErr(new PrintWriter(print, true, UTF_8));
      int exitCode = commandLine.run(arguments.toArray(String[]::new));
      return new InputRun(exitCode, printed.toString(UTF_8), told.toString(UTF_8));
    } finally {
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** The lines that it printed, all of them ended. */
  List<String> lines() {
    assertThat(out).as(err).endsWith("\n");
    return Arrays.asList(out.substring(0, out.length() - 1).split("\n", -1));
  }
}
