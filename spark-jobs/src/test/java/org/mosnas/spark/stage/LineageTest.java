package org.mosnas.spark.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.cli.Tenants;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.ConfigSources.StoredConfig;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.Extensions;
import org.mosnas.spark.config.SettingsLoader;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.run.RunDirectory;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.tables.RunTables;
import org.mosnas.spark.tables.TablesSettings;
import org.mosnas.spark.testing.Fixtures;
import org.mosnas.spark.translation.TranslationTask;

/** On the marks of a run that version 1 finished, and what prepared data it had. */
class LineageTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  @BeforeEach
  void copyTheRun() throws IOException {
    FileUtils.copyDirectory(
        Fixtures.localOfVersionOne(LineageTest.class, "run").toFile(), folder.toFile());
  }

  @Test
  void everyStageOfARunOfVersionOneIsStillDone() {
    in(
        List.of(),
        run -> {
          assertThat(run.isDone("train", run.lineage.train())).isTrue();
          assertThat(run.isDone("profile", run.lineage.profile())).isTrue();
          assertThat(run.isDone("search", run.lineage.search())).isTrue();
          assertThat(run.isDone("finetune", run.lineage.finetune())).isTrue();
          assertThat(run.isDone("from-scratch", run.lineage.fromScratch())).isTrue();
          assertThat(run.isDone("evaluate", run.lineage.evaluate())).isTrue();
        });
  }

  /**
   * A component that is added to a record of settings changes the names of all results, and every
   * run directory there is becomes stale, unless it is declared with its {@link
   * org.mosnas.model.config.FormerValue}.
   */
  @Test
  void resultsAreNamedAsTheyAlwaysWere() {
    in(
        List.of(),
        run ->
            assertThat(
                    List.of(
                        run.lineage.train().fingerprint().value(),
                        run.lineage.profile().fingerprint().value(),
                        run.lineage.search().fingerprint().value(),
                        run.lineage.finetune().fingerprint().value(),
                        run.lineage.fromScratch().fingerprint().value(),
                        run.lineage.evaluate().fingerprint().value()))
                .containsExactly(
                    "1cc43dc03291b5d7",
                    "c8c1f22860072bb4",
                    "8c44b9b643cf0907",
                    "cf5dff2161f037e2",
                    "7921373f3802caaa",
                    "7d459b46991afd9e"));
  }

  @Test
  void whatWasMadeFromOtherSettingsIsRefusedAndNamed() {
    mark("train", run -> run.lineage.train());
    in(
        List.of("train.rounds=7"),
        run ->
            assertRefused(
                run,
                "train",
                "stage train was made from other settings or inputs (train.rounds was 2, is 7);"
                    + " run \"mos train\" with this --run-dir first, or \"mos run\" for all"
                    + " stages"));
    mark("profile", run -> run.lineage.profile());
    in(
        List.of("profile.threads=2"),
        run ->
            assertRefused(
                run, "profile", "(profile.blocks.threads was 1, is 2); run \"mos profile\""));
    in(
        List.of("search.finalists=9"),
        run -> assertRefused(run, "search", "(it is of an older version); run \"mos search\""));
  }

  @Test
  void whatWasMadeFromAnotherSupernetIsRefused() {
    mark("search", run -> run.lineage.search());
    mark("finetune", run -> run.lineage.finetune());
    mark("from-scratch", run -> run.lineage.fromScratch());
    in(List.of(), run -> assertThat(run.lineage.require("finetune").fingerprint()).isNotEmpty());
    // The same settings, but other bits, as of a processor with other instructions.
    mark("train", run -> run.lineage.train(), "0ther");
    in(
        List.of(),
        run -> {
          assertRefused(run, "finetune", "stage search was made from other", "(train.fingerprint");
          assertRefused(run, "search", "stage search was made from other");
          assertThat(run.lineage.require("train").fingerprint()).isNotEmpty();
        });
    mark("search", run -> run.lineage.search());
    in(
        List.of(),
        run -> {
          assertRefused(run, "finetune", "stage finetune was made from other", "(search.");
          assertRefused(run, "from-scratch", "run \"mos finetune\" with this --run-dir first");
        });
  }

  @Test
  void whatIsNotDoneIsRefused() throws IOException {
    Files.delete(folder.resolve("profile/done.json"));
    in(
        List.of(),
        run -> {
          assertRefused(run, "profile", "stage profile is not done; run \"mos profile\"");
          assertRefused(run, "finetune", "stage profile is not done");
        });
  }

  private static void assertRefused(Run run, String stage, String... message) {
    assertThatThrownBy(() -> run.lineage.require(stage))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContainingAll(message);
  }

  private record Run(RunDirectory directory, Lineage lineage) {
    boolean isDone(String stage, MadeFrom madeFrom) {
      return StageMarker.of(directory, stage).matches(madeFrom);
    }
  }

  private void mark(String stage, java.util.function.Function<Run, MadeFrom> madeFrom) {
    mark(stage, madeFrom, "");
  }

  private void mark(
      String stage, java.util.function.Function<Run, MadeFrom> madeFrom, String result) {
    in(List.of(), run -> StageMarker.of(run.directory, stage).write(madeFrom.apply(run), result));
  }

  /** What a command with these assignments finds in the directory. */
  private void in(List<String> assignments, Consumer<Run> what) {
    try (RunDirectory directory = RunDirectory.open(folder.toString(), HADOOP, "test", line -> {});
        Progress progress = Progress.onConsole()) {
      EffectiveConfig settings =
          SettingsLoader.with(Extensions.none())
              .load(
                  new ConfigSources(
                      List.of(), assignments, StoredConfig.of(folder.toString(), HADOOP)));
      RunContext context =
          new RunContext(
              directory,
              settings,
              false,
              progress,
              System.out,
              () -> {
                throw new AssertionError("no Spark here");
              },
              RunTables.of(directory, settings.bind(TablesSettings::from), HADOOP));
      Experiment experiment =
          Experiment.of(
              settings,
              Tenants.all(),
              new TranslationTask().open(directory.resolve("data"), HADOOP));
      what.accept(
          new Run(
              directory,
              new Lineage(
                  context,
                  Tenants.all(),
                  () -> experiment,
                  () -> experiment,
                  Optional::empty,
                  Optional::empty)));
    }
  }
}
