package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.spark.testing.SparkExtension;

/**
 * What users can do wrong: one message, the documented exit code, and what was there stays as it
 * was.
 */
@ExtendWith(SparkExtension.class)
class BadInputsTest {
  private static final AtomicInteger CASES = new AtomicInteger();

  @TempDir private static Path folder;
  private static Path finishedRun;

  @BeforeAll
  static void finishARun(SparkSession unused) throws IOException {
    finishedRun = folder.resolve("finished");
    Path settings = Files.writeString(folder.resolve("micro.conf"), MicroRun.SETTINGS);
    Said said =
        run(
            "",
            List.of(
                "run",
                "--run-dir=" + finishedRun,
                "--conf=" + settings,
                "--set=train.rounds=2",
                "--set=train.updates-per-round=3",
                "--set=finetune.rounds=1",
                "--set=finetune.updates-per-round=3"));
    assertThat(said.exitCode()).as(said.err()).isZero();
  }

  static Stream<BadInput> badInputs() {
    return Stream.of(
            CorpusBadInputs.all(),
            ConfigurationBadInputs.all(),
            SpaceBadInputs.all(),
            BundleBadInputs.all(),
            PathBadInputs.all(),
            RunBadInputs.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badInputs")
  void endsWithOneMessageAndLeavesWhatWasThere(BadInput bad) throws Exception {
    BadInputScene scene =
        BadInputScene.of(folder.resolve("case-" + CASES.incrementAndGet()), finishedRun);
    bad.arrange().in(scene);
    Map<String, String> before = scene.checksums();
    String record = Files.readString(scene.file("run/run.json"));

    Said said = run("", scene.fill(bad.command()));

    assertThat(said.exitCode()).as(said.err()).isEqualTo(bad.exitCode());
    assertThat(message(said.err()))
        .contains(scene.fill(bad.message()))
        .doesNotContain("Exception", "null");
    assertThat(scene.checksums()).as("files").containsAllEntriesOf(before);
    assertRecord(record, Files.readString(scene.file("run/run.json")), bad, said);
    assertThat(scene.file("run/run.lock").toFile().exists())
        .isEqualTo(before.containsKey("run/run.lock"));
  }

  @Test
  void showsStackTracesOnRequestOnly() {
    List<String> command = List.of("translate", "--run-dir", folder.resolve("none").toString());
    assertThat(run("", command).err()).doesNotContain("\tat ");
    assertThat(run("", Stream.concat(command.stream(), Stream.of("--verbose")).toList()).err())
        .startsWith("mos: ")
        .contains("\tat org.mosnas.spark.");
  }

  @Test
  void everyCommandTakesVerbose() {
    MosCommandLine.create()
        .picocli()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!name.equals("help")) {
                assertThat(command.getCommandSpec().findOption("--verbose")).as(name).isNotNull();
              }
            });
  }

  /** The line that tells of the failure: there is one, and nothing of the program around it. */
  private static String message(String err) {
    List<String> ours = err.lines().filter(line -> line.startsWith("mos: ")).toList();
    assertThat(ours).as(err).hasSize(1);
    assertThat(err).doesNotContain("\tat ", "Caused by", "this is a bug");
    return ours.get(0);
  }

  /** Either nothing was begun, or the record says how it ended and keeps what was found before. */
  private static void assertRecord(String before, String after, BadInput bad, Said said)
      throws IOException {
    if (after.equals(before)) {
      return;
    }
    JsonNode old = new ObjectMapper().readTree(before);
    JsonNode now = new ObjectMapper().readTree(after);
    assertThat(now.path("exitCode").asInt()).isEqualTo(bad.exitCode());
    assertThat(said.err()).contains(now.path("reason").asText());
    assertThat(now.path("systems")).isEqualTo(old.path("systems")).isNotEmpty();
  }

  private record Said(int exitCode, String err) {}

  private static Said run(String input, List<String> arguments) {
    InputStream in = System.in;
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
      System.setErr(print);
      MosCommandLine commandLine = MosCommandLine.create();
      commandLine.picocli().setErr(new PrintWriter(print, true, StandardCharsets.UTF_8));
      int exitCode = commandLine.run(arguments.toArray(String[]::new));
      return new Said(exitCode, said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
    }
  }
}
