package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.Extensions;
import org.mosnas.spark.config.SettingsLoader;
import org.mosnas.spark.testing.Launcher;
import org.mosnas.spark.testing.Launcher.Outcome;

class LauncherIT {
  @TempDir private Path folder;

  @Test
  void worksFromAnyFolderAndThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("mos link"), Launcher.SCRIPT);
    Outcome help = launcher(Map.of()).run(List.of(link.toString(), "--help"));
    Files.delete(link);
    assertThat(help.exitCode()).as(help.err()).isZero();
    assertThat(help.out()).contains("Usage: mos", "space", "Exit codes:");
  }

  @Test
  void lightCommandsRunWithoutSpark() throws Exception {
    Path space = Launcher.SCRIPT.resolve("../../conf/space/hat-wmt.conf").normalize();
    Outcome outcome = launcher(Map.of()).mos("space", "--space", space.toString(), "--json");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(new ObjectMapper().readTree(outcome.out()).at("/cardinality").asLong())
        .isEqualTo(417_846_678_672_384L);
  }

  @Test
  void aReaderThatHasGoneIsNoFailure() throws Exception {
    Outcome outcome =
        launcher(Map.of("MOS", Launcher.SCRIPT.toString()))
            .run(List.of("bash", "-c", "$MOS config | true; exit ${PIPESTATUS[0]}"));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
  }

  /** Whether the launcher speaks or the program: the exit code tells what nobody could read. */
  @Test
  void exitCodesDoNotDependOnWhetherMessagesCanBeWritten() throws Exception {
    Outcome outcome =
        launcher(Map.of("MOS", Launcher.SCRIPT.toString()))
            .run(
                List.of(
                    "bash",
                    "-c",
                    "exec 2> /dev/full; for command in 'run --master' 'runs none' spaec;"
                        + " do $MOS $command; echo $?; done"));
    assertThat(outcome.out()).isEqualTo("2\n4\n2\n");
  }

  @Test
  void mistypedCommandsEndWithTwo() throws Exception {
    Outcome outcome = launcher(Map.of()).mos("spaec");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("mos: unknown command spaec\nDid you mean: mos space");
  }

  @Test
  void saysWhichOptionLacksItsValue() throws Exception {
    Outcome outcome = launcher(Map.of()).mos("run", "--master");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).isEqualTo("mos: option --master needs a value\n");
  }

  @Test
  void refusesMastersThatSparkDoesNotHave() throws Exception {
    for (String master : List.of("cluster", "local[x]", "http://host:7077")) {
      Outcome outcome = launcher(Map.of()).mos("train", "--dry-run", "--master", master);
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err())
          .isEqualTo(
              String.format(
                  Locale.ROOT,
                  "mos: '%s' is no master of Spark; expected local[CORES], yarn, spark://HOST:PORT or k8s://URL, correct --master\n",
                  master));
    }
  }

  @Test
  void sortsOptionsOfSparkFromOurs() throws Exception {
    List<String> command =
        dryRun(
            Map.of(),
            "--master",
            "local[3]",
            "run",
            "--conf",
            "my file.conf",
            "--conf",
            "spark.some.key=a b",
            "--set",
            "train.rounds=3",
            "--spark-conf=spark.other=c",
            "--driver-memory=3g",
            "--resume");
    assertThat(command.get(0)).endsWith("/bin/spark-submit");
    assertThat(command)
        .contains(
            "spark.master=local[3]",
            "spark.some.key=a b",
            "spark.other=c",
            "spark.driver.memory=3g",
            "spark.executorEnv.OMP_NUM_THREADS=1");
    int jar = indexOfJar(command);
    assertThat(command.subList(jar + 1, command.size()))
        .containsExactly("run", "--conf", "my file.conf", "--set", "train.rounds=3", "--resume");
  }

  @Test
  void addsToTheUsersJavaOptionsAndClassPath() throws Exception {
    Path properties =
        Files.writeString(
            folder.resolve("my.properties"),
            "spark.driver.defaultJavaOptions  -Dfrom.file=1\nspark.ui.enabled=true\n");
    List<String> command =
        dryRun(
            Map.of(),
            "train",
            "--properties-file",
            properties.toString(),
            "--driver-class-path",
            "/their/classes");
    assertThat(value(command, "spark.driver.defaultJavaOptions"))
        .startsWith("--add-modules=jdk.incubator.vector")
        .endsWith(" -Dfrom.file=1");
    assertThat(value(command, "spark.driver.extraClassPath"))
        .endsWith("/dist/lib/*:/their/classes");
    assertThat(command).doesNotContain("spark.ui.enabled=false").contains("--properties-file");
  }

  @Test
  void shipsOurJarsToAClusterOnly() throws Exception {
    List<String> local = dryRun(Map.of(), "train");
    assertThat(local).contains("spark.master=local[*]").noneMatch(a -> a.startsWith("spark.jars="));
    List<String> yarn = dryRun(Map.of(), "train", "--master", "yarn", "--jars", "/their/a.jar");
    assertThat(value(yarn, "spark.jars"))
        .contains("/lib/mosnas-model-", "/lib/nd4j-api-")
        .doesNotContain("onnx")
        .endsWith(",/their/a.jar");
    assertThat(yarn).noneMatch(a -> a.startsWith("spark.driver.extraClassPath="));
  }

  @Test
  void aDriverOnTheClusterGetsWhatOurFilesAndTheirIncludesSay() throws Exception {
    Files.writeString(folder.resolve("base.conf"), "mosnas.train.rounds = 3");
    Path file =
        Files.writeString(folder.resolve("my.conf"), "include \"base.conf\"\nmosnas.seed = 7");
    List<String> command =
        dryRun(
            Map.of("MOSNAS_CACHE", folder.resolve("cache").toString()),
            "run",
            "--master=yarn",
            "--deploy-mode=cluster",
            "--files=/their/file",
            "--conf=my.conf",
            "--seed=8");
    String[] files = value(command, "spark.files").split(",", 2);
    assertThat(files[1]).isEqualTo("/their/file");
    Path shipped = Path.of(files[0]);
    assertThat(command.subList(indexOfJar(command) + 1, command.size()))
        .containsExactly("run", "--conf", shipped.getFileName().toString(), "--seed=8");
    assertThat(load(shipped).seed()).isEqualTo(7);
    assertThat(load(shipped).flat())
        .containsEntry("train.rounds", "3")
        .isEqualTo(load(file).flat());
  }

  @Test
  void whatOurFilesDoWrongIsSaidBeforeAnythingIsSubmitted() throws Exception {
    Files.writeString(folder.resolve("my.conf"), "mosnas.sed = 7");
    Outcome outcome =
        launcher(Map.of())
            .mos("run", "--master=yarn", "--deploy-mode=cluster", "--conf=my.conf", "--dry-run");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo("mos: unknown key mosnas.sed (my.conf:1); did you mean seed?\n");
  }

  @Test
  void filesThatOnlyTheDriverCanSeeKeepTheirNames() throws Exception {
    Files.writeString(folder.resolve("my.conf"), "mosnas.seed = 7");
    for (List<String> where :
        List.of(
            List.of("--master=k8s://https://host", "--conf=/in/the/image.conf"),
            List.of("--master=spark://host:7077", "--conf=my.conf"))) {
      List<String> command =
          dryRun(Map.of(), "run", "--deploy-mode=cluster", where.get(0), where.get(1));
      assertThat(command).noneMatch(word -> word.startsWith("spark.files="));
      assertThat(command.subList(indexOfJar(command) + 1, command.size()))
          .containsExactly("run", "--conf", where.get(1).substring("--conf=".length()));
    }
  }

  @Test
  void usesTheUsersSparkOnlyIfItFits() throws Exception {
    Path spark = Files.createDirectories(folder.resolve("spark"));
    Outcome wrong = launcher(Map.of("SPARK_HOME", spark.toString())).mos("train", "--dry-run");
    assertThat(wrong.err()).contains("holds no Spark 3.5 for Scala 2.12; using the assembled one");
    assertThat(words(wrong.out()).get(0)).doesNotStartWith(spark.toString());
    Files.createDirectories(spark.resolve("jars"));
    Files.createFile(spark.resolve("jars/spark-core_2.12-3.5.1.jar"));
    Path submit =
        Files.createFile(Files.createDirectories(spark.resolve("bin")).resolve("spark-submit"));
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    assertThat(dryRun(Map.of("SPARK_HOME", spark.toString()), "train").get(0))
        .isEqualTo(submit.toString());
  }

  @Test
  void knowsEveryCommandThatNeedsSpark() throws IOException {
    String script = Files.readString(Launcher.SCRIPT);
    String known = script.replaceAll("(?s).*spark_commands=\"([^\"]*)\".*", "$1");
    for (StageEntry entry : Stages.commands(Tenants.all())) {
      assertThat(known).contains(" " + entry.command() + " ");
    }
  }

  @Test
  void productCarriesNothingOfTheBenchmark() throws IOException {
    Path lib = Launcher.SCRIPT.resolveSibling("../spark-jobs/target/dist/lib");
    try (Stream<Path> jars = Files.list(lib)) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .isNotEmpty()
          .noneMatch(jar -> jar.matches("(mosnas-bench|pytorch|jmh|slf4j-nop|api-0).*"));
    }
  }

  @Test
  void scriptsAreClean() throws Exception {
    boolean isInstalled =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "shellcheck")));
    assumeTrue(isInstalled, "shellcheck is not installed");
    Path root = Launcher.SCRIPT.getParent().getParent();
    List<String> command = new ArrayList<>(List.of("shellcheck"));
    for (String script :
        List.of(
            "deploy/mos",
            "deploy/spark/bin/spark-class",
            "deploy/spark/bin/spark-submit",
            ".ci/run")) {
      command.add(root.resolve(script).toString());
    }
    assertThat(launcher(Map.of()).run(command).out()).isEmpty();
  }

  private Launcher launcher(Map<String, String> environment) {
    return new Launcher(folder, environment);
  }

  private List<String> dryRun(Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--dry-run");
    Outcome outcome = launcher(environment).mos(all.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return words(outcome.out());
  }

  /** Takes a line of the shell apart. */
  private List<String> words(String line) throws Exception {
    return launcher(Map.of())
        .run(List.of("bash", "-c", "printf '%s\\n' " + line.strip()))
        .out()
        .lines()
        .toList();
  }

  private static EffectiveConfig load(Path file) {
    return SettingsLoader.with(Extensions.none())
        .load(new ConfigSources(List.of(file), List.of(), Optional.empty()));
  }

  private static int indexOfJar(List<String> command) {
    for (int i = 0; i < command.size(); i++) {
      // The application, not spark.jars, which names it too.
      if (command.get(i).matches("/.*/lib/mosnas-spark-jobs-[^/]*\\.jar")) {
        return i;
      }
    }
    throw new AssertionError("no jar in " + command);
  }

  private static String value(List<String> command, String key) {
    return command.stream()
        .filter(word -> word.startsWith(key + "="))
        .findFirst()
        .orElseThrow()
        .substring(key.length() + 1);
  }
}
