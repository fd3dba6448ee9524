package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.BadDataException;
import org.mosnas.spark.job.FakeStage;

class MosCommandLineTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final FakeStage prepare = FakeStage.idle("prepare");
  private RuntimeException failure;
  private final FakeStage train =
      new FakeStage(
          "train",
          context -> {
            if (failure != null) {
              throw failure;
            }
          });

  @Test
  void helpNamesEveryCommand() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("space", "translate", "train", "Exit codes:", "--dry-run")
        .containsPattern("prepare +Cleans text\\.");
    assertThat(run("train", "--help")).isZero();
    assertThat(out.toString()).contains("--run-dir=DIR", "--resume", "--set=KEY=VALUE", "--seed=N");
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    assertThat(run("trian")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("mos: unknown command trian\nDid you mean: ")
        .contains("train");
    assertThat(err.toString()).endsWith("Try 'mos --help'.\n");
  }

  @Test
  void suggestsTheOptionThatWasMeant() {
    assertThat(run("train", "--rundir", "x")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("mos: unknown option --rundir\nPossible solutions: --run-dir")
        .endsWith("Try 'mos train --help'.\n");
  }

  @Test
  void wantsACommand() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("mos: a command is missing\nTry 'mos --help'.\n");
  }

  @Test
  void wantsTheDirectoryOfTheRunToContinue() {
    assertThat(run("train")).isEqualTo(2);
    assertThat(err.toString()).startsWith("mos: --run-dir is missing");
  }

  @Test
  void wantsAValue() {
    assertThat(run("train", "--seed", "many", "--run-dir", "x")).isEqualTo(2);
    assertThat(err.toString()).startsWith("mos: Invalid value for option '--seed'");
  }

  @Test
  void runsTheStagesOfTheCommand() {
    assertThat(run("prepare", "--run-dir", directory(), "--seed", "5")).isZero();
    assertThat(run("train", "--run-dir", directory())).isZero();
    assertThat(prepare.runs()).isEqualTo(1);
    assertThat(train.runs()).isEqualTo(1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void tellsAFailureInOneLine() {
    failure = new BadDataException("corpus.en: no such file");
    assertThat(run("train", "--run-dir", directory())).isEqualTo(4);
    assertThat(err.toString()).isEqualTo("mos: corpus.en: no such file\n");
  }

  @Test
  void showsWhereItHappenedOnRequest() {
    failure = new BadDataException("corpus.en: no such file");
    assertThat(run("train", "--run-dir", directory(), "--verbose")).isEqualTo(4);
    assertThat(err.toString()).contains("\tat org.mosnas.spark.cli.MosCommandLineTest");
  }

  @Test
  void ownsUpToABug() {
    failure = new IllegalStateException("impossible");
    assertThat(run("train", "--run-dir", directory())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "mos: this is a bug: java.lang.IllegalStateException: impossible\n"
                + "mos: please report it with the end of "
                + directory()
                + "/mos.log\n");
    assertThat(Path.of(directory(), "mos.log")).content().contains("at org.mosnas.spark.cli");
  }

  private int run(String... arguments) {
    MosCommandLine commandLine =
        MosCommandLine.create(
            Tenants.all(),
            List.of(
                StageEntry.starting("prepare", "Cleans text.", settings -> List.of(prepare)),
                StageEntry.continuing(
                    "train", "Trains the supernet.", settings -> List.of(train))));
    commandLine.picocli().setOut(new PrintWriter(out, true));
    commandLine.picocli().setErr(new PrintWriter(err, true));
    return commandLine.run(arguments);
  }

  private String directory() {
    return folder.resolve("run").toString();
  }
}
