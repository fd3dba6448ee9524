package org.mosnas.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.testing.Fixtures;

class RunRecordTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Provenance PROVENANCE = provenance("abc123", 7);

  /** A clock that a test moves. */
  private static final class Watch extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private void pass(double seconds) {
      now = now.plusMillis(Math.round(seconds * 1000));
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @TempDir private java.nio.file.Path folder;
  private final Watch watch = new Watch();

  @Test
  void tellsHowACommandGoes() throws IOException {
    RunRecord record = open();
    record.begin("run", PROVENANCE);
    assertThat(text("status")).isEqualTo("running");
    record.stageStarted("prepare");
    watch.pass(2.5);
    record.stageFinished("prepare");
    assertThat(read().at("/stages/prepare/status").asText()).isEqualTo("succeeded");
    assertThat(read().at("/stages/prepare/seconds").asDouble()).isEqualTo(2.5);
    record.dataChecksum("train.en", "ff");
    record.systems(List.of(system("winner", 12.5), system("largest", 13), system("copy", 1)));
    watch.pass(1);
    record.succeed();
    JsonNode json = read();
    assertThat(json.at("/status").asText()).isEqualTo("succeeded");
    assertThat(json.at("/exitCode").asInt(-1)).isZero();
    assertThat(json.at("/reason").isNull()).isTrue();
    assertThat(json.at("/seconds").asDouble()).isEqualTo(3.5);
    assertThat(json.at("/systems/0/scores/0/value").asDouble()).isEqualTo(12.5);
    assertThat(json.at("/systems/0/role").asText()).isEqualTo("winner");
    assertThat(json.at("/systems/1/scores/0/value").asDouble()).isEqualTo(13);
    assertThat(json.at("/systems/2/scores/0/value").asDouble()).isEqualTo(1);
    assertThat(json.at("/systems/2/role").asText()).isEqualTo("baseline");
    assertThat(json.at("/provenance/commit").asText()).isEqualTo("abc123");
    assertThat(json.at("/provenance/seed").asLong()).isEqualTo(7);
    assertThat(json.at("/provenance/data/train.en").asText()).isEqualTo("ff");
    assertThat(json.at("/provenance/hardware/cores").asInt()).isPositive();
    assertThat(json.at("/peakMemoryBytes").asLong()).isGreaterThan(1 << 20);
  }

  @Test
  void tellsWhyACommandFailedAndInWhichStage() throws IOException {
    RunRecord record = open();
    record.begin("run", PROVENANCE);
    record.stageStarted("train");
    watch.pass(4);
    record.fail(ErrorKind.RESOURCES, "the disk is full");
    assertThat(text("status")).isEqualTo("failed");
    assertThat(text("reason")).isEqualTo("the disk is full");
    assertThat(read().at("/exitCode").asInt()).isEqualTo(6);
    assertThat(read().at("/stages/train/status").asText()).isEqualTo("failed");
  }

  @Test
  void theFirstEndingCounts() throws IOException {
    RunRecord record = open();
    record.begin("run", PROVENANCE);
    record.stageStarted("train");
    record.fail(ErrorKind.INTERRUPTED, "interrupted by SIGTERM");
    record.stageFinished("train");
    record.fail(ErrorKind.INTERNAL, "Spark was stopped");
    record.succeed();
    assertThat(text("status")).isEqualTo("interrupted");
    assertThat(read().at("/exitCode").asInt()).isEqualTo(75);
    assertThat(read().at("/stages/train/status").asText()).isEqualTo("interrupted");
  }

  @Test
  void theNextCommandContinuesTheRecord() throws IOException {
    RunRecord first = open();
    first.begin("prepare", PROVENANCE);
    first.stageStarted("prepare");
    first.stageFinished("prepare");
    first.dataChecksum("train.en", "ff");
    first.succeed();
    watch.pass(100);
    RunRecord second = open();
    second.begin("train", provenance("def", 8));
    assertThat(text("command")).isEqualTo("train");
    assertThat(text("status")).isEqualTo("running");
    assertThat(read().at("/exitCode").isNull()).isTrue();
    assertThat(read().at("/stages/prepare/status").asText()).isEqualTo("succeeded");
    assertThat(read().at("/provenance/data/train.en").asText()).isEqualTo("ff");
    assertThat(read().at("/provenance/seed").asLong()).isEqualTo(8);
  }

  @Test
  void recordsOfVersionOneAreContinued() throws IOException {
    Files.copy(
        Fixtures.localOfVersionOne(RunRecordTest.class, "run.json"), folder.resolve("run.json"));
    JsonNode before = read();
    RunRecord record = open();
    record.begin("translate", PROVENANCE);
    record.succeed();
    JsonNode after = read();
    assertThat(after.at("/format").asInt()).isEqualTo(2);
    assertThat(after.at("/stages/train/status").asText()).isEqualTo("interrupted");
    assertThat(after.at("/stages")).isEqualTo(before.at("/stages")).hasSize(2);
    assertThat(record.content().systems())
        .extracting(system -> system.key() + " " + system.value("bleu").orElseThrow())
        .containsExactly("winner 12.5", "largest 13.0", "copy 1.0");
    assertThat(RunFile.parse(after.toString())).isEqualTo(record.content());
    assertThat(after.at("/provenance/data/train.en").asText()).isEqualTo("ff");
    assertThat(text("command")).isEqualTo("translate");
    assertThat(text("status")).isEqualTo("succeeded");
    assertThat(text("runId")).startsWith("20260101T000000Z-");
  }

  @Test
  void aRunKeepsItsNameUntilItIsCopied() throws IOException {
    assertThat(open().begin("run", PROVENANCE)).isEmpty();
    String id = text("runId");
    assertThat(id).matches("20260101T000000Z-[0-9a-f]{8}");
    assertThat(text("createdAt")).isEqualTo("2026-01-01T00:00:00Z");
    watch.pass(100);
    assertThat(open().begin("run", PROVENANCE)).isEmpty();
    assertThat(text("runId")).isEqualTo(id);
    assertThat(text("createdAt")).isEqualTo("2026-01-01T00:00:00Z");

    java.nio.file.Path original = folder.resolve("run.json");
    java.nio.file.Path copy = Files.createDirectories(folder.resolve("copy")).resolve("run.json");
    Files.copy(original, copy);
    assertThat(open(copy).begin("run", PROVENANCE)).isEqualTo(id);
    assertThat(JSON.readTree(copy.toFile()).path("runId").asText())
        .matches("20260101T000140Z-[0-9a-f]{8}");

    java.nio.file.Path moved = Files.createDirectories(folder.resolve("moved")).resolve("run.json");
    Files.move(original, moved);
    assertThat(open(moved).begin("run", PROVENANCE)).isEmpty();
    assertThat(JSON.readTree(moved.toFile()).path("runId").asText()).isEqualTo(id);
    assertThat(JSON.readTree(moved.toFile()).path("directory").asText())
        .isEqualTo("file:" + moved.getParent().toRealPath());
  }

  @Test
  void aLinkToADirectoryIsNoCopyOfIt() throws IOException {
    open().begin("run", PROVENANCE);
    String id = text("runId");
    java.nio.file.Path link =
        Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
    try {
      assertThat(open(link.resolve("run.json")).begin("run", PROVENANCE)).isEmpty();
      assertThat(text("runId")).isEqualTo(id);
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void refusesARecordOfAnotherVersion() throws IOException {
    Files.writeString(folder.resolve("run.json"), "{\"format\": 99}");
    assertThatThrownBy(this::open)
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("has format 99, this version reads formats 1 and 2");
    Files.writeString(folder.resolve("run.json"), "[]");
    assertThatThrownBy(this::open).hasMessageContaining("is not the record of a run");
  }

  private static Provenance provenance(String commit, long seed) {
    return new Provenance(
        commit,
        "effective.conf",
        Optional.of("00"),
        seed,
        Map.of(),
        Provenance.Hardware.ofThisMachine());
  }

  private static EvaluatedSystem system(String key, double bleu) {
    return new EvaluatedSystem(
        key,
        key,
        key.equals("winner") ? EvaluatedSystem.Role.WINNER : EvaluatedSystem.Role.BASELINE,
        EvaluatedSystem.Weights.INHERITED,
        Optional.empty(),
        List.of(
            new EvaluatedSystem.Score(
                "bleu", bleu, Optional.empty(), Optional.empty(), Optional.empty())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private RunRecord open() {
    return open(folder.resolve("run.json"));
  }

  private RunRecord open(java.nio.file.Path location) {
    Path file = new Path(location.toUri());
    return RunRecord.open(AtomicFiles.on(file, new Configuration(false)), file, watch);
  }

  private String text(String field) throws IOException {
    return read().path(field).asText();
  }

  private JsonNode read() throws IOException {
    return JSON.readTree(folder.resolve("run.json").toFile());
  }
}
