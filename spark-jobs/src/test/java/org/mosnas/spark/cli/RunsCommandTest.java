package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandTest {
  private static final String FINISHED =
      """
      {"format": 1, "runId": "20260102T000000Z-12345678", "status": "succeeded", "exitCode": 0,
       "startedAt": "2026-01-02T03:04:05Z", "reason": null,
       "winner": {"bleu": 14.5449,
         "bleuInterval": {"lower": 13.6, "upper": 15.4, "mean": 14.5, "signature": "bs"},
         "latencyMs": {"predicted": 9.5, "bound": 10, "measured": 9.885, "limit": 10.08},
         "id": "abc", "subnet": {}, "parameters": 671360, "flops": 1, "validationLoss": 2.5},
       "stages": {
         "train": {"status": "succeeded", "startedAt": "2026-01-02T03:04:06Z", "seconds": 200.5},
         "search": {"status": "succeeded", "startedAt": "2026-01-02T03:07:06Z", "seconds": 80}}}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsRunsWithTheirMainFigures() throws IOException {
    write("nightly", FINISHED);
    write(
        "older",
        FINISHED.replace("2026-01-02T03", "2026-01-01T03").replace("bleuInterval", "unknown"));
    Files.createDirectories(folder.resolve("no-run"));
    assertThat(runs(folder)).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            run      status     started (UTC)            BLEU  measured (ms)  limit (ms)  parameters (M)   time
            -------  ---------  ----------------  -----------  -------------  ----------  --------------  -----
            older    succeeded  2026-01-01 03:04        14.54           9.89       10.08           0.671  4m41s
            nightly  succeeded  2026-01-02 03:04  14.54 ±0.90           9.89       10.08           0.671  4m41s
            """);
  }

  @Test
  void showsWhatFailedAndWhatCannotBeReadWithTheReason() throws IOException {
    write("broken", "{");
    write("other", "{\"format\": 99}");
    write(
        "full",
        "{\"format\": 1, \"status\": \"failed\", \"exitCode\": 6, \"reason\": \"the disk is full\"}");
    write("lost", "{\"format\": 1, \"status\": \"running\", \"exitCode\": null}");
    assertThat(runs(folder)).isZero();
    assertThat(out.toString())
        .containsPattern("broken +unreadable\n")
        .containsPattern("full +failed \\(6\\)\n")
        .containsPattern("lost +killed\n")
        .containsPattern("other +unreadable\n")
        .contains("\nbroken: run.json is not valid JSON: ")
        .contains("\nfull: the disk is full\n")
        .endsWith("\nother: run.json has format 99, this version reads formats 1 and 2\n");
  }

  @Test
  void listsRunsOfAnyName() throws IOException {
    for (String name : List.of("2026-11-26T10:30", "a b", "ü#1", "50%20", "nightly")) {
      write(name, FINISHED);
    }
    assertThat(runs(folder)).isZero();
    assertThat(out.toString().lines().skip(2).map(line -> line.split(" +succeeded")[0]))
        .containsExactlyInAnyOrder("2026-11-26T10:30", "a b", "ü#1", "50%20", "nightly");
    assertThat(runs(folder.resolve("2026-11-26T10:30"), folder.resolve("50%20"), "--json"))
        .isZero();
    JsonNode json =
        new ObjectMapper().readTree(out.toString().substring(out.toString().indexOf('[')));
    assertThat(json.findValuesAsText("path"))
        .containsExactly(folder + "/2026-11-26T10:30", folder + "/50%20");
  }

  @Test
  void printsJson() throws IOException {
    write("nightly", FINISHED);
    write("broken", "{");
    assertThat(runs(folder.resolve("nightly"), folder.resolve("broken"), "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/0/problem").asText()).startsWith("run.json is not valid JSON");
    assertThat(json.at("/1/run_id").asText()).isEqualTo("20260102T000000Z-12345678");
    assertThat(json.at("/1/winner_bleu").asDouble()).isEqualTo(14.5449);
    assertThat(json.at("/1/started_at").asText()).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void saysWhereThereAreNoRuns() {
    assertThat(runs(folder)).isEqualTo(4);
    assertThat(err.toString())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "mos: %s: no runs here; a run directory has a file run.json, see --run-dir of mos run\n",
                folder));
    assertThat(runs(folder.resolve("missing"))).isEqualTo(4);
    assertThat(err.toString()).contains("missing: no such folder");
  }

  private int runs(Object... arguments) {
    MosCommandLine commandLine = MosCommandLine.create(Tenants.all(), List.of());
    commandLine.picocli().setOut(new PrintWriter(out, true));
    commandLine.picocli().setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "runs";
    for (int i = 0; i < arguments.length; i++) {
      all[i + 1] = arguments[i].toString();
    }
    return commandLine.run(all);
  }

  private void write(String name, String record) throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve(name)).resolve("run.json"), record);
  }
}
