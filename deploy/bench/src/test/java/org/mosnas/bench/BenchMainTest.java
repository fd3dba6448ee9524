package org.mosnas.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchMainTest {
  @TempDir Path folder;

  private static void assertRefused(String said, String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine commandLine = BenchMain.commandLine().setErr(new PrintWriter(err, true));

    assertThat(commandLine.execute(arguments)).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("mos: ")
        .contains(said);
  }

  @ParameterizedTest
  @CsvSource({
    "--engine, tpae, tpae",
    "--case, train/dmeo/*, train/dmeo/*",
    "--threads, 0, --threads",
    "--threads, two, two",
    "--replicas, 0, --replicas",
    "--seconds, -1, --seconds",
    "--seconds, NaN, --seconds",
    "--soak, 0, --soak",
    "--json, /proc/self/missing/results.json, /proc/self/missing/results.json",
  })
  void refusesWithOneMessageBeforeAnythingIsMeasured(String option, String value, String said) {
    assertRefused(said, option, value);
  }

  @Test
  void refusesUnknownOptions() {
    assertRefused("--frobnicate", "--frobnicate");
  }

  @Test
  void refusesCasesThatNoChosenEngineCanDo() {
    assertRefused("pytorch", "--engine", "pytorch", "--case", "decode/*");
  }

  @Test
  void refusesAPythonThatIsNotThere() {
    String missing = folder.resolve("python9").toString();
    assertRefused(missing, "--engine", "tape,pytorch", "--python", missing);
  }
}
