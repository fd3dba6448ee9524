package org.mosnas.spark.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.run.RunFile;
import org.mosnas.spark.tables.TableRow;
import org.mosnas.spark.tables.Tables;
import org.mosnas.spark.tables.TablesFolder;
import org.mosnas.spark.testing.Launcher;
import org.mosnas.spark.testing.Launcher.Outcome;

/**
 * The main job as users run it, on a generated corpus, with a training process that is killed: in
 * directories with the names that users give, where numbers are written in Persian digits.
 */
class MainJobIT {
  private static final String FROM_SCRATCH = "from-scratch";

  /** A blank line, one with a character that some take for the end of a line, one too long. */
  private static final String LINES =
      "a big house\n\u00a0\u200b\na\rhouse\n" + "a ".repeat(1100) + "\nthe dog sees the cat\n";

  private static final Map<String, String> PERSIAN = Launcher.locale(new Locale("fa", "IR"));

  @TempDir private static Path temporary;
  private static Path folder;
  private static Path settings;
  private static Path prepared;

  @BeforeAll
  static void prepare() throws Exception {
    folder =
        Files.createDirectories(temporary.resolve("die Läufe #1, 50%20 {neu}/2026-11-26T10:30"));
    settings = Files.writeString(folder.resolve("micro.conf"), MicroRun.SETTINGS);
    prepared = folder.resolve("prepared: [1]");
    succeed("prepare", "--run-dir", prepared.toString(), "--conf", settings.toString());
  }

  @Test
  void aKilledRunGoesOnToTheSameBitsAndToAWinnerThatTranslates() throws Exception {
    Path straight = copyOfPrepared("straight");
    Path killed = copyOfPrepared("killed");
    succeed("train", "--run-dir", straight.toString());

    killWhileTraining(killed);
    succeed("train", "--run-dir", killed.toString(), "--resume");
    assertThat(checkpoint(killed)).hasSize(1).isEqualTo(checkpoint(straight));

    Outcome finished =
        succeed(
            "run",
            "--run-dir",
            killed.toString(),
            "--conf",
            settings.toString(),
            "--from-scratch",
            "--set",
            "tables.folder=" + folder.resolve("team#4/tables"));
    assertThat(finished.out())
        .contains("searched, finetuned", "random search", "smallest", "translation memory")
        .containsPattern("searched, from scratch +\\d+\\.\\d\\d ±\\d")
        .contains(
            "from scratch: new weights, 8 updates of up to 1024 tokens, as many as finetuning");
    JsonNode record = new ObjectMapper().readTree(killed.resolve("run.json").toFile());
    assertRecordIsComplete(record);
    assertTablesAreComplete(killed.resolve("tables"), record.path("runId").asText());
    assertTablesAreComplete(folder.resolve("team#4/tables"), record.path("runId").asText());
    assertReportIsComplete(killed);

    Outcome translated =
        launcher()
            .mosWithInput(
                LINES, "translate", "--run-dir", killed.toString(), "--on-bad-line=blank");
    assertThat(translated.exitCode()).as(translated.err()).isZero();
    List<String> translations = List.of(translated.out().split("\n", -1));
    assertThat(translations).hasSize(6).endsWith("");
    assertThat(translations.subList(1, 4))
        .satisfiesExactly(
            blank -> assertThat(blank).isEmpty(),
            words -> assertThat(words).isNotEmpty(),
            tooLong -> assertThat(tooLong).isEmpty());
    assertThat(translated.err())
        .contains("mos: warning: standard input:4: a sentence of 1,1", "mos: 5 lines in ");
    assertBundleTranslates(killed, translated.out());

    Outcome infeasible =
        mos("search", "--run-dir", killed.toString(), "--set", "search.limit.latency-ms=1e-6");
    assertThat(infeasible.exitCode()).as(infeasible.err()).isEqualTo(3);
    assertThat(infeasible.err())
        .contains("mos: no subnet of space tiny meets", "the smallest reachable is latency");
    assertThat(killed.resolve("winner/weights.safetensors")).exists();
  }

  private static void assertBundleTranslates(Path run, String expected) throws Exception {
    Outcome exported = succeed("export", "--run-dir", run.toString());
    assertThat(exported.err()).contains("20 translations (", ") the same\n");
    Path bundle = Files.move(run.resolve("bundle"), folder.resolve("elsewhere"));
    assertThat(bundle.resolve("README.md"))
        .content()
        .contains("## Latency", "Licence: Apache-2.0", "BLEU signature: `nrefs:1|");
    assertThat(succeed("verify", bundle.toString()).out())
        .startsWith(bundle + ": intact; ")
        .contains(" within 1e-04 of the engine");
    Outcome translated =
        launcher()
            .mosWithInput(LINES, "translate", "--bundle", bundle.toString(), "--on-bad-line=blank");
    assertThat(translated.out()).as(translated.err()).isEqualTo(expected);
    assertThat(translated.err())
        .contains("mos: warning: standard input:4: a sentence of 1,1")
        .containsPattern("mos: 5 lines in .* lines/s, .* tokens/s\n");
    Files.delete(bundle.resolve("codes.bpe"));
    Outcome damaged = mos("verify", bundle.toString());
    assertThat(damaged.exitCode()).isEqualTo(4);
    assertThat(damaged.err())
        .endsWith(
            "mos: "
                + bundle
                + "/codes.bpe: missing, the bundle is incomplete; copy it again or export the run"
                + " again\n");
  }

  @Test
  void anUnfinishedRunIsNotExported() throws Exception {
    Outcome refused = mos("export", "--run-dir", prepared.toString());
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err())
        .endsWith(
            String.format(
                Locale.ROOT,
                "mos: %s: the run has no winner yet; finish it with \"mos run --run-dir %s --resume\"\n",
                prepared,
                prepared));
    assertThat(prepared.resolve("bundle")).doesNotExist();
  }

  @Test
  void aFullDiskEndsWithSixAndTheRunGoesOnOnceThereIsRoom() throws Exception {
    assumeTrue(mayMount(), "needs user namespaces to mount a small disk of its own");
    Path disk = Files.createDirectories(folder.resolve("disk"));
    // The disk is gone with the shell that mounted it, so all that happens on it happens here.
    String script =
        """
        mount -t tmpfs -o size=3600k tmpfs "$DISK" && cp -r "$PREPARED"/. "$DISK" || exit 99
        "$MOS" train --run-dir "$DISK"
        echo "first exit code $?, newest $(cat "$DISK"/train/checkpoints/latest)"
        mount -o remount,size=100m "$DISK" || exit 99
        "$MOS" train --run-dir "$DISK" --resume
        echo "second exit code $?, newest $(cat "$DISK"/train/checkpoints/latest)"
        """;
    Map<String, String> names =
        Map.of(
            "DISK", disk.toString(),
            "PREPARED", prepared.toString(),
            "MOS", Launcher.SCRIPT.toString());
    Outcome outcome =
        new Launcher(folder, names).run(List.of("unshare", "-rm", "bash", "-c", script));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("mos: not enough space in file:" + disk);
    assertThat(outcome.out())
        .containsPattern("first exit code 6, newest round-0000[1-7]\n")
        .contains("second exit code 0, newest round-00008\n");
  }

  @Test
  void translatingWithoutARunSaysSo() throws Exception {
    Outcome nothing = mos("translate", "--run-dir", folder.resolve("nothing").toString());
    assertThat(nothing.exitCode()).isEqualTo(4);
    assertThat(nothing.err())
        .endsWith(
            "mos: "
                + folder.resolve("nothing")
                + ": no run here; name the directory of a finished run\n");
  }

  private static Path copyOfPrepared(String name) throws IOException {
    Path copy = folder.resolve(name);
    FileUtils.copyDirectory(prepared.toFile(), copy.toFile());
    return copy;
  }

  private static boolean mayMount() throws Exception {
    Process probe =
        new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return probe.waitFor() == 0;
  }

  private static void killWhileTraining(Path directory) throws Exception {
    Process training = launcher().start("train", "--run-dir", directory.toString());
    try {
      Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
      while (!Files.exists(directory.resolve("train/checkpoints/round-00002"))) {
        assertThat(training.isAlive()).as("training goes on").isTrue();
        assertThat(Instant.now()).isBefore(deadline);
        Thread.sleep(20);
      }
      // Held, so that it is surely still there when the other one comes.
      signal(training, "STOP");
      Outcome busy = mos("train", "--run-dir", directory.toString());
      assertThat(busy.exitCode()).as(busy.err()).isEqualTo(7);
    } finally {
      training.destroyForcibly().waitFor();
    }
    assertThat(directory.resolve("train/checkpoints/round-00008")).doesNotExist();
  }

  private static void signal(Process process, String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static void assertReportIsComplete(Path directory) throws Exception {
    succeed("report", directory.toString());
    Document report = Jsoup.parse(directory.resolve("report.html").toFile());
    assertThat(report.select(".missing").eachText()).isEmpty();
    assertThat(report.select("section").eachAttr("id"))
        .contains("summary", "training", "latency", "search", "routers", "samples", "data");
    assertThat(report.select("#summary tbody th").eachText())
        .contains("winner: searched, finetuned", "searched, from scratch");
    assertThat(report.select(".sample dt").eachText()).contains("winner, from scratch");
  }

  private static void assertRecordIsComplete(JsonNode record) throws IOException {
    assertThat(record.at("/status").asText()).isEqualTo("succeeded");
    assertThat(record.at("/exitCode").asInt()).isZero();
    RunFile run = RunFile.parse(record.toString());
    assertThat(run.systems())
        .extracting(EvaluatedSystem::key)
        .containsExactly(
            "winner",
            FROM_SCRATCH,
            "largest",
            "smallest",
            "random-search",
            "searched",
            "copy",
            "translation-memory");
    for (EvaluatedSystem system : run.systems()) {
      assertThat(system.scores()).extracting(Score::metric).containsExactly("bleu", "chrf2");
      assertThat(system.scores())
          .allSatisfy(score -> assertThat(score.interval()).isPresent())
          .allSatisfy(
              score ->
                  assertThat(score.behindWinner().isEmpty())
                      .isEqualTo(system.role() == EvaluatedSystem.Role.WINNER));
      assertThat(system.subnet().isEmpty())
          .isEqualTo(system.weights() == EvaluatedSystem.Weights.NONE);
    }
    for (String number :
        List.of(
            "/systems/0/scores/0/value",
            "/systems/0/subnet/latencyMs/limit",
            "/systems/0/subnet/parameters",
            "/stages/train/leftOut/training/both",
            "/stages/finetune/leftOut/validation/source",
            "/stages/from-scratch/leftOut/training/maxLength",
            "/provenance/seed")) {
      assertThat(record.at(number).isNumber()).as(number).isTrue();
    }
    assertThat(record.at("/provenance/data"))
        .hasSize(6)
        .allSatisfy(sha256 -> assertThat(sha256.asText()).matches("[0-9a-f]{64}"));
    EvaluatedSystem.Subnet winner = run.winner().orElseThrow().subnet().orElseThrow();
    assertThat(winner.spec().isObject()).isTrue();
    assertThat(winner.latencyMs().measured())
        .isLessThanOrEqualTo(winner.latencyMs().limit().orElseThrow());
    for (String stage :
        List.of(
            "corpus",
            "prepare",
            "train",
            "profile",
            "search",
            "finetune",
            FROM_SCRATCH,
            "evaluate")) {
      assertThat(record.at("/stages/" + stage + "/status").asText())
          .as(stage)
          .isIn("succeeded", "skipped");
    }
  }

  private static void assertTablesAreComplete(Path tables, String runId) {
    TablesFolder read =
        TablesFolder.at(new org.apache.hadoop.fs.Path(tables.toUri()), new Configuration());
    Map<String, Long> rounds =
        read.read(Tables.ROUNDS).stream()
            .collect(groupingBy(row -> row.text("stage").orElseThrow(), counting()));
    // Eight, although the first of them were trained by the process that was killed.
    assertThat(rounds).isEqualTo(Map.of("train", 8L, "finetune", 2L, FROM_SCRATCH, 2L));
    assertThat(read.read(Tables.LATENCY))
        .anySatisfy(row -> assertThat(row.text("name")).contains("winner"))
        .anySatisfy(row -> assertThat(row.text("block_kind")).contains("encoder-layer"))
        .anySatisfy(row -> assertThat(row.text("kind")).contains("hardware"))
        .filteredOn(row -> !row.text("kind").orElseThrow().equals("hardware"))
        .allSatisfy(row -> assertThat(row.number("measured_ms")).isPresent());
    List<TableRow> candidates = read.read(Tables.CANDIDATES);
    assertThat(candidates)
        .anyMatch(row -> row.flag("winner"))
        .anyMatch(row -> row.flag("on_front"));
    assertThat(read.read(Tables.EVALUATIONS).stream().map(row -> row.text("weights").orElseThrow()))
        .containsExactly(
            "finetuned",
            FROM_SCRATCH,
            "inherited",
            "inherited",
            "inherited",
            "inherited",
            "none",
            "none");
    assertThat(read.read(Tables.SCORES))
        .hasSize(16)
        .allSatisfy(row -> assertThat(row.number("lower")).isPresent())
        .filteredOn(row -> row.number("behind_winner").isEmpty())
        .allSatisfy(row -> assertThat(row.text("system")).contains("searched-finetuned"));
    assertThat(read.read(Tables.RUNS))
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.text("run_id")).contains(runId);
              assertThat(run.text("status")).contains("succeeded");
              assertThat(run.number("winner_bleu_lower")).isPresent();
              assertThat(run.text("data_sha256")).isPresent();
            });
  }

  /** The bytes of the newest checkpoint. */
  private static Map<String, ByteBuffer> checkpoint(Path directory) throws IOException {
    Path checkpoints = directory.resolve("train/checkpoints");
    Path newest = checkpoints.resolve(Files.readString(checkpoints.resolve("latest")).strip());
    assertThat(newest).hasFileName("round-00008");
    Map<String, ByteBuffer> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(newest)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
        contents.put(file.getFileName().toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private static Outcome succeed(String... arguments) throws Exception {
    Outcome outcome = mos(arguments);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome;
  }

  private static Outcome mos(String... arguments) throws Exception {
    return launcher().mos(arguments);
  }

  private static Launcher launcher() {
    return new Launcher(folder, PERSIAN);
  }
}
