package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesTheReportIntoTheRun() throws IOException {
    Path run = run("one");
    assertThat(mos("report", run.toString())).isZero();
    assertThat(out.toString()).isEqualTo(run + "/report.html\n");
    assertThat(run.resolve("report.html")).content().contains("MoSNAS run one");
  }

  @Test
  void writesTheReportWhereItIsTold() throws IOException {
    Path run = run("one");
    Path file = folder.resolve("new/r.html");
    assertThat(mos("report", run.toString(), "--out", file.toString())).isZero();
    assertThat(file).content().contains("MoSNAS run one");
    assertThat(run.resolve("report.html")).doesNotExist();
  }

  @Test
  void replacesReportsAndNothingElse() throws IOException {
    Path run = run("one");
    Path record = run.resolve("run.json");
    String before = Files.readString(record);
    assertThat(mos("report", run.toString(), "--out", record.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(record.toString(), "is no report");
    assertThat(record).hasContent(before);
    assertThat(mos("report", run.toString())).isZero();
    assertThat(mos("report", run.toString())).isZero();
  }

  @Test
  void comparesSeveralRuns() throws IOException {
    Path one = run("one");
    Path two = run("two");
    Path file = folder.resolve("both.html");
    assertThat(mos("report", one.toString(), two.toString(), "--out", file.toString())).isZero();
    assertThat(file).content().contains("2 runs compared");
    assertThat(one.resolve("report.html")).content().contains("MoSNAS run one");
    assertThat(two.resolve("report.html")).content().contains("MoSNAS run two");
    assertThat(mos("report", one.toString(), two.toString())).isZero();
    assertThat(one.resolve("comparison.html")).content().contains("2 runs compared");
  }

  @Test
  void writesNothingIfOneIsNoRun() throws IOException {
    Path one = run("one");
    assertThat(mos("report", one.toString(), folder.resolve("none").toString())).isEqualTo(4);
    assertThat(err.toString()).startsWith("mos: " + folder.resolve("none") + ": no such directory");
    assertThat(one.resolve("report.html")).doesNotExist();
    assertThat(mos("report")).isEqualTo(2);
  }

  private Path run(String name) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.copy(
        Path.of("src/test/resources/org/mosnas/spark/run/v1/run.json"), run.resolve("run.json"));
    return run;
  }

  private int mos(String... arguments) {
    MosCommandLine mos = MosCommandLine.create();
    mos.picocli().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return mos.run(arguments);
  }
}
