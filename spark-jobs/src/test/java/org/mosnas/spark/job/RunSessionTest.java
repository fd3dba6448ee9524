package org.mosnas.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.tables.TableRow;
import org.mosnas.spark.tables.Tables;
import org.mosnas.spark.tables.TablesFolder;

class RunSessionTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void runsWhatIsNotDoneAndRecordsIt() throws IOException {
    FakeStage prepare = FakeStage.idle("prepare");
    FakeStage train =
        new FakeStage(
            "train",
            context ->
                context
                    .record()
                    .systems(
                        List.of(
                            new EvaluatedSystem(
                                "copy",
                                "copying the source",
                                EvaluatedSystem.Role.BASELINE,
                                EvaluatedSystem.Weights.NONE,
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))));
    run(false, List.of(), prepare);
    run(false, List.of(), prepare, train);
    assertThat(prepare.runs()).isEqualTo(1);
    assertThat(train.runs()).isEqualTo(1);
    assertThat(record().at("/status").asText()).isEqualTo("succeeded");
    assertThat(record().at("/stages/prepare/status").asText()).isEqualTo("succeeded");
    assertThat(record().at("/stages/train/status").asText()).isEqualTo("succeeded");
    assertThat(train.tabulations()).isEqualTo(1);
    assertThat(prepare.tabulations()).as("also where it was done").isEqualTo(2);
    assertThat(record().at("/systems/0/key").asText()).isEqualTo("copy");
    assertThat(directory().resolve("run.lock")).doesNotExist();
    assertThat(runs()).hasSize(1);
    assertThat(runs().get(0).text("status")).contains("succeeded");
    assertThat(runs().get(0).text("run_id")).contains(record().path("runId").asText());
    assertThat(directory().resolve("mos.log")).content().contains("mos run in file:");
  }

  @Test
  void remembersTheConfigurationOfTheDirectory() throws IOException {
    FakeStage prepare = FakeStage.idle("prepare");
    run(false, List.of("seed=7"), prepare);
    run(false, List.of(), prepare);
    assertThat(prepare.runs()).isEqualTo(1);
    assertThat(record().at("/provenance/seed").asLong()).isEqualTo(7);
    run(false, List.of("seed=8"), prepare);
    assertThat(prepare.runs()).isEqualTo(2);
    assertThat(Files.readString(directory().resolve("effective.conf"))).contains("seed=8");
  }

  @Test
  void recordsAFailureAndWantsResumeToGoOn() throws IOException {
    FakeStage prepare = FakeStage.idle("prepare");
    MosnasException full = new MosnasException(ErrorKind.RESOURCES, "the disk is full");
    boolean[] isBroken = {true};
    FakeStage train =
        new FakeStage(
            "train",
            context -> {
              if (isBroken[0]) {
                throw full;
              }
              assertThat(context.resume()).isTrue();
            });
    assertThatThrownBy(() -> run(false, List.of(), prepare, train)).isSameAs(full);
    assertThat(record().at("/status").asText()).isEqualTo("failed");
    assertThat(record().at("/exitCode").asInt()).isEqualTo(6);
    assertThat(record().at("/reason").asText()).isEqualTo("the disk is full");
    assertThat(runs().get(0).whole("exit_code")).contains(6L);
    assertThat(runs().get(0).text("reason")).contains("the disk is full");
    assertThat(record().at("/stages/train/status").asText()).isEqualTo("failed");
    isBroken[0] = false;
    assertThatThrownBy(() -> run(false, List.of(), prepare, train))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessage(
            directory()
                + " holds an unfinished run (stage train: failed); add --resume to go on, or choose"
                + " another --run-dir");
    assertThat(record().at("/status").asText()).isEqualTo("failed");
    run(true, List.of(), prepare, train);
    assertThat(prepare.runs()).isEqualTo(1);
    assertThat(record().at("/status").asText()).isEqualTo("succeeded");
    assertThat(record().at("/exitCode").asInt(-1)).isZero();
    assertThat(record().at("/reason").isNull()).isTrue();
  }

  @Test
  void recordsWhatNobodyThoughtOf() throws IOException {
    FakeStage train =
        new FakeStage(
            "train",
            context -> {
              throw new OutOfMemoryError("Java heap space");
            });
    assertThatThrownBy(() -> run(false, List.of(), train)).isInstanceOf(OutOfMemoryError.class);
    assertThat(record().at("/exitCode").asInt()).isEqualTo(6);
    assertThat(directory().resolve("run.lock")).doesNotExist();
  }

  @Test
  void touchesNothingWhenTheConfigurationIsRefused() {
    assertThatThrownBy(() -> run(false, List.of("sed=7"), FakeStage.idle("prepare")))
        .hasMessageContaining("did you mean seed?");
    assertThatThrownBy(() -> run(false, List.of("seed=many"), FakeStage.idle("prepare")))
        .hasMessageContaining("mosnas.seed must be an integer, was \"many\"");
    assertThat(directory()).doesNotExist();
  }

  private void run(boolean resume, List<String> assignments, Stage... stages) {
    RunRequest request =
        new RunRequest("run", directory().toString(), List.of(), assignments, resume);
    PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
    RunSession.run(request, StagePlan.of(stages), print, print);
  }

  private List<TableRow> runs() {
    return TablesFolder.at(
            new org.apache.hadoop.fs.Path(directory() + "/tables"), new Configuration())
        .read(Tables.RUNS);
  }

  private JsonNode record() throws IOException {
    return new ObjectMapper().readTree(directory().resolve("run.json").toFile());
  }

  private Path directory() {
    return folder.resolve("run");
  }
}
