package org.mosnas.spark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.config.ConfigSources.StoredConfig;
import org.mosnas.spark.config.FormerKeys.Renaming;

class FormerKeysTest {
  private static final Config REFERENCE =
      ConfigFactory.parseString(
          "mosnas { seed = 1, yes = true, base { baseline = false },"
              + " search { baseline = true, budget = 3 } }");
  private static final FormerKeys FORMER =
      new FormerKeys(
          List.of(
              new Renaming("search.floor", "search.baseline"),
              new Renaming("evaluations", "search.budget")));
  private static final String WARNING =
      "mosnas.search.floor is now mosnas.search.baseline; the old key works in this version only";

  @TempDir private Path folder;
  private final Properties system = new Properties();
  private final List<String> warnings = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mosnas.search.floor = false",
        "mosnas { search { floor = false } }",
        "mosnas.search { floor = true }\nmosnas.search.floor = false",
        "mosnas.search.floor = ${mosnas.base.baseline}",
      })
  void aFileMayUseTheFormerKey(String text) throws IOException {
    Path file = overlay("old.conf", text);
    assertThat(baseline(load(List.of(file), List.of()))).isFalse();
    long line = text.lines().count();
    assertThat(warnings).containsExactly(WARNING + " (" + file + ":" + line + ")");
  }

  @Test
  void anIncludedFileMayUseTheFormerKey() throws IOException {
    overlay("base.conf", "mosnas.search.floor = false");
    Path file = overlay("top.conf", "include required(\"base.conf\")\nmosnas.seed = 2");
    assertThat(baseline(load(List.of(file), List.of()))).isFalse();
    assertThat(warnings).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"search.floor=false", "mosnas.search.floor=false", "search={floor = false}"})
  void anAssignmentMayUseTheFormerKey(String assignment) {
    EffectiveConfig config = load(List.of(), List.of(assignment));
    assertThat(baseline(config)).isFalse();
    assertThat(config.flat()).containsOnlyKeys(load(List.of(), List.of()).flat().keySet());
    String key = assignment.substring(0, assignment.indexOf('='));
    assertThat(warnings)
        .singleElement()
        .asString()
        .matches(Pattern.quote(WARNING + " (--set " + key) + "(: 1)?\\)");
  }

  @Test
  void aSystemPropertyMayUseTheFormerKey() {
    system.setProperty("mosnas.search.floor", "false");
    assertThat(baseline(load(List.of(), List.of("search.baseline=true")))).isFalse();
    assertThat(warnings).containsExactly(WARNING + " (system property mosnas.search.floor)");
  }

  @Test
  void aKeyMayHaveMovedToAnotherGroup() {
    EffectiveConfig config = load(List.of(), List.of("evaluations=7"));
    assertThat(config.<Integer>bind(root -> root.getInt("mosnas.search.budget"))).isEqualTo(7);
    assertThat(warnings)
        .containsExactly(
            "mosnas.evaluations is now mosnas.search.budget; the old key works in this version"
                + " only (--set evaluations)");
  }

  @Test
  void whatAnOlderVersionStoredIsTakenSilently() {
    StoredConfig stored = new StoredConfig("mosnas.search.floor = false", "runs/a/effective.conf");
    EffectiveConfig config =
        loader().load(new ConfigSources(List.of(), List.of(), Optional.of(stored)));
    assertThat(baseline(config)).isFalse();
    assertThat(config.render()).doesNotContain("floor");
    assertThat(warnings).isEmpty();
  }

  @Test
  void sourcesWinOverEachOtherWhicheverNameTheyUse() throws IOException {
    Path old = overlay("old.conf", "mosnas.search.floor = false");
    Path now = overlay("now.conf", "mosnas.search.baseline = true");
    assertThat(baseline(load(List.of(old, now), List.of()))).isTrue();
    assertThat(baseline(load(List.of(now, old), List.of()))).isFalse();
    assertThat(baseline(load(List.of(now), List.of("search.floor=false")))).isFalse();
    assertThat(baseline(load(List.of(old), List.of("search.baseline=true")))).isTrue();
  }

  @Test
  void aUserIsWarnedOnceOfAKeyThatSeveralSourcesUse() throws IOException {
    Path old = overlay("old.conf", "mosnas.search.floor = false");
    load(List.of(old, old), List.of("search.floor=false", "search.floor=true"));
    assertThat(warnings).containsExactly(WARNING + " (--set search.floor)");
  }

  @Test
  void bothNamesInOneSourceAreRefused() throws IOException {
    Path both = overlay("both.conf", "mosnas.search.floor = false\nmosnas.search.baseline = true");
    assertRefused(
        List.of(both),
        List.of(),
        "mosnas.search.floor (%s:1) is the former name of mosnas.search.baseline, which is set too (%s:2); remove the former"
            .replace("%s", both.toString()));
    assertRefused(
        List.of(),
        List.of("search.baseline=true", "search.floor=true"),
        "mosnas.search.floor (--set search.floor) is the former name of mosnas.search.baseline,"
            + " which is set too (--set search.baseline); remove the former");
    system.setProperty("mosnas.search.floor", "true");
    system.setProperty("mosnas.search.baseline", "true");
    assertRefused(
        List.of(),
        List.of(),
        "mosnas.search.floor (system property mosnas.search.floor) is the former name of"
            + " mosnas.search.baseline, which is set too (system property mosnas.search.baseline);"
            + " remove the former");
  }

  @Test
  void theValueOfAFormerKeyIsCheckedLikeThatOfItsSuccessor() {
    assertRefused(
        List.of(),
        List.of("search.floor={a = 1}"),
        "mosnas.search.baseline (--set search.floor) takes a value, not a group of keys");
  }

  @Test
  void whatResemblesAFormerKeyIsAnsweredWithItsSuccessor() throws IOException {
    assertRefused(
        List.of(),
        List.of("search.floors=true"),
        "unknown key mosnas.search.floors (--set search.floors); did you mean baseline?");
    assertRefused(
        List.of(),
        List.of("evaluation=7"),
        "unknown key mosnas.evaluation (--set evaluation); did you mean mosnas.search.budget?");
    // What a group holds that begins with a substitution is known too late to be renamed.
    Path late = overlay("late.conf", "mosnas.search = ${mosnas.base} { floor = false }");
    assertRefused(
        List.of(late),
        List.of(),
        "unknown key mosnas.search.floor (" + late + ":1); did you mean baseline?");
  }

  @Test
  void formerKeysAreNoneOfThePresentOnes() {
    EffectiveConfig defaults = SettingsLoader.with(Extensions.none()).load(ConfigSources.none());
    for (Renaming renaming : FormerKeys.ALL.renamings()) {
      assertThat(defaults.flat()).containsKey(renaming.now()).doesNotContainKey(renaming.before());
    }
  }

  @Test
  @SuppressWarnings("SystemOut")
  void warningsOfACommandAreOnStandardError() {
    PrintStream err = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      SettingsLoader.with(Extensions.none())
          .load(new ConfigSources(List.of(), List.of("search.random-arm=false"), Optional.empty()));
    } finally {
      System.setErr(err);
    }
    assertThat(caught.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "mos: warning: mosnas.search.random-arm is now mosnas.search.random-search; the old key"
                + " works in this version only (--set search.random-arm)\n");
  }

  private void assertRefused(List<Path> overlays, List<String> assignments, String message) {
    assertThatThrownBy(() -> load(overlays, assignments))
        .isInstanceOfSatisfying(
            MosnasException.class, refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessage(message);
  }

  private static boolean baseline(EffectiveConfig config) {
    return config.bind(root -> root.getBoolean("mosnas.search.baseline"));
  }

  private EffectiveConfig load(List<Path> overlays, List<String> assignments) {
    return loader().load(new ConfigSources(overlays, assignments, Optional.empty()));
  }

  private SettingsLoader loader() {
    return new SettingsLoader(REFERENCE, Extensions.none(), FORMER, system, warnings::add);
  }

  private Path overlay(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
