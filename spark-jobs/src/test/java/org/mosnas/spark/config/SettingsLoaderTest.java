package org.mosnas.spark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class SettingsLoaderTest {
  private static final Config REFERENCE =
      ConfigFactory.parseString(
          "mosnas { seed = 1, name = plain, free {}, optional = null,"
              + " train { rounds = 10, max-tokens = 512 },"
              + " search { population = 40, widths = [1, 2] } }");

  @TempDir private Path folder;
  private final Properties system = new Properties();

  @Test
  void defaultsComeFromTheReferenceOfEveryModule() {
    assertThat(SettingsLoader.with(Extensions.none()).load(ConfigSources.none()).seed())
        .isEqualTo(1);
  }

  @Test
  void laterOverlaysWin() throws IOException {
    Path first = overlay("first.conf", "mosnas { seed = 2, train.rounds = 20 }");
    Path second = overlay("second.conf", "mosnas.seed = 3");
    EffectiveConfig config = load(List.of(first, second), List.of());
    assertThat(config.seed()).isEqualTo(3);
    assertThat(integer(config, "train.rounds")).isEqualTo(20);
    assertThat(integer(config, "search.population")).isEqualTo(40);
  }

  @Test
  void assignmentsWinOverOverlaysAndSystemPropertiesOverBoth() throws IOException {
    Path file = overlay("file.conf", "mosnas { seed = 2, train { rounds = 2, max-tokens = 2 } }");
    system.setProperty("mosnas.seed", "4");
    EffectiveConfig config =
        load(
            List.of(file),
            List.of("seed=3", "mosnas.train.rounds=3", "train.rounds = 5", "search.widths=[7,8]"));
    assertThat(config.seed()).isEqualTo(4);
    assertThat(integer(config, "train.rounds")).isEqualTo(5);
    assertThat(integer(config, "train.max-tokens")).isEqualTo(2);
    List<Integer> widths = config.bind(root -> root.getIntList("mosnas.search.widths"));
    assertThat(widths).containsExactly(7, 8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/data/a:b, c = d",
        "/srv/team#4/tables",
        "hdfs://nn:8020/a#b",
        "//server/share",
        "a//b",
        "a, seed=7",
        "a\nseed=7",
        "${HOME}/x",
        "say \"no\" twice  # now",
        "C:\\data",
        "a}",
        "x += y",
        "include \"b\"",
        "007",
        "1.10",
        "-",
        "2026-11-26T10:30",
        "nullable",
      })
  void anAssignmentMayBeAnyText(String text) {
    EffectiveConfig config = load(List.of(), List.of("name=" + text));
    assertThat(config.<String>bind(root -> root.getString("mosnas.name"))).isEqualTo(text);
    assertThat(config.seed()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "a # b"                | a # b
          "null"                 | null
          " a "                  | ' a '
          "say \\"no\\" // twice" | say "no" // twice
          """)
  void quotesAreNoPartOfAText(String typed, String text) {
    EffectiveConfig config = load(List.of(), List.of("name=" + typed));
    assertThat(config.<String>bind(root -> root.getString("mosnas.name"))).isEqualTo(text);
  }

  @Test
  void listsAndGroupsAreHocon() {
    EffectiveConfig config =
        load(
            List.of(),
            List.of(
                "free.list=[\"hdfs:///a#b\", plain, 3]",
                "train={rounds = 3, max-tokens = 4}",
                "optional=null"));
    assertThat(config.<List<String>>bind(root -> root.getStringList("mosnas.free.list")))
        .containsExactly("hdfs:///a#b", "plain", "3");
    assertThat(integer(config, "train.rounds")).isEqualTo(3);
    assertThat(integer(config, "train.max-tokens")).isEqualTo(4);
    assertThat(config.<Boolean>bind(root -> root.getIsNull("mosnas.optional"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a",
        "[hdfs:///a]",
        "[a, # b]",
        "[/a//b\n]",
        "[1], seed=7",
        "[1]\nseed=7",
        "[a] # b",
        "[a]x",
        "[a]x[b]",
        "[a}",
        "{train = 1]",
        "\"a\" \"b\"",
        "[${HOME}]",
        "{a,b}.en",
        "\"a\" b",
        "\"a\"#b",
        "\"a",
        "\"a\", seed=7",
      })
  void refusesWhatBeginsAsHoconAndIsNone(String value) {
    assertThatThrownBy(() -> load(List.of(), List.of("free.x=" + value)))
        .isInstanceOfSatisfying(
            MosnasException.class, refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageStartingWith("--set free.x: " + value + " is no value in HOCON (")
        .hasMessageContaining("in double quotes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2.5                  | mosnas.seed must be an integer, was 2.5
          9223372036854775808  | mosnas.seed must be an integer from -9223372036854775808 to 9223372036854775807, was "9223372036854775808"
          -9223372036854775809 | mosnas.seed must be an integer from -9223372036854775808 to 9223372036854775807, was "-9223372036854775809"
          1e400                | mosnas.seed must be an integer from -9223372036854775808 to 9223372036854775807, was 1e400
          true                 | mosnas.seed must be an integer, was true
          [2]                  | mosnas.seed must be an integer, was [2]
          0x10                 | mosnas.seed must be an integer, was "0x10"
          ''                   | mosnas.seed must be an integer, was ""
          """)
  void aSeedIsNeverAnotherThanTheOneThatWasTyped(String typed, String message) throws IOException {
    assertThatThrownBy(() -> load(List.of(), List.of("seed=" + typed)))
        .hasMessage("--set seed: " + message + "; correct the setting");
    Path file = overlay("seed.conf", "mosnas.seed = " + (typed.isEmpty() ? "\"\"" : typed));
    assertThatThrownBy(() -> load(List.of(file), List.of())).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -7, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1})
  void aSeedMayBeAnyIntegerOf64Bits(long seed) {
    assertThat(load(List.of(), List.of("seed=" + seed)).seed()).isEqualTo(seed);
    assertThat(load(List.of(), List.of("seed=\"" + seed + "\"")).seed()).isEqualTo(seed);
  }

  @Test
  void storedConfigurationIsTheBaseWhereNoOverlayIsGiven() throws IOException {
    Optional<ConfigSources.StoredConfig> stored =
        Optional.of(new ConfigSources.StoredConfig("mosnas.seed = 9", "runs/a/effective.conf"));
    Path file = overlay("file.conf", "mosnas.train.rounds = 2");
    SettingsLoader loader = loader();
    assertThat(loader.load(new ConfigSources(List.of(), List.of(), stored)).seed()).isEqualTo(9);
    assertThat(loader.load(new ConfigSources(List.of(file), List.of(), stored)).seed())
        .isEqualTo(1);
  }

  @Test
  void overlaysIncludeEachOther() throws IOException {
    overlay("base.conf", "mosnas { seed = 5, train.rounds = 5 }");
    Path file = overlay("top.conf", "include required(\"base.conf\")\nmosnas.seed = 6");
    EffectiveConfig config = load(List.of(file), List.of());
    assertThat(config.seed()).isEqualTo(6);
    assertThat(integer(config, "train.rounds")).isEqualTo(5);
  }

  @Test
  void renderedConfigurationReadsBackTheSame() throws IOException {
    EffectiveConfig config = load(List.of(), List.of("seed=77", "search.widths=[5]", "name=a b"));
    Path stored = overlay("effective.conf", config.render());
    EffectiveConfig again = load(List.of(stored), List.of());
    assertThat(again.render()).isEqualTo(config.render());
    assertThat(again.fingerprint("search", "name")).isEqualTo(config.fingerprint("name", "search"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mosnas.search.populaton = 3       | unknown key mosnas.search.populaton (%s:1); did you mean population?
          mosnas { train { max-token = 3 } }| unknown key mosnas.train.max-token (%s:1); did you mean max-tokens?
          mosnas.rounds = 3                 | unknown key mosnas.rounds (%s:1); did you mean mosnas.train.rounds?
          train.rounds = 3                  | unknown key train (%s:1); did you mean mosnas.train?
          mosnas.quux-frobnicate = 3        | unknown key mosnas.quux-frobnicate (%s:1); docs/configuration.md lists all keys
          mosnas.train = 3                  | mosnas.train (%s:1) is a group of keys (max-tokens, rounds), not a value
          mosnas.seed { a = 1 }             | mosnas.seed (%s:1) takes a value, not a group of keys
          mosnas.train.rounds = ${nowhere}  | configuration: %s:1: Could not resolve substitution to a value: ${nowhere}; docs/configuration.md has all keys
          mosnas.train.rounds = ]           | configuration: %s:1: Expecting a value but got wrong token: ']' (if you intended ']' to be part of a key or string value, try enclosing the key or value in double quotes, or you may be able to rename the file .properties rather than .conf); docs/configuration.md has all keys
          """)
  void refusesWhatItDoesNotKnowAndSaysWhere(String text, String message) throws IOException {
    Path file = overlay("typo.conf", text);
    assertThatThrownBy(() -> load(List.of(file), List.of()))
        .isInstanceOfSatisfying(
            MosnasException.class, refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessage(String.format(Locale.ROOT, message, file));
  }

  @Test
  void namesTheAssignmentThatIsUnknown() {
    assertThatThrownBy(() -> load(List.of(), List.of("train.round=3")))
        .hasMessage("unknown key mosnas.train.round (--set train.round); did you mean rounds?");
  }

  @Test
  void refusesAnAssignmentWithoutValue() {
    assertThatThrownBy(() -> load(List.of(), List.of("train.rounds")))
        .hasMessageStartingWith("expected --set KEY=VALUE");
  }

  @Test
  void namesEveryUnknownKeyAtOnce() {
    assertThatThrownBy(() -> load(List.of(), List.of("sed=3", "train.round=2")))
        .hasMessageContaining("did you mean seed?; also unknown key mosnas.train.round");
  }

  @Test
  void refusesAMissingFile() {
    assertThatThrownBy(() -> load(List.of(folder.resolve("none.conf")), List.of()))
        .hasMessageStartingWith("no such configuration file: " + folder.resolve("none.conf"));
  }

  @Test
  void emptyGroupsAndNullsOfTheReferenceTakeAnything() {
    load(List.of(), List.of("free.a.b=1", "optional=text", "optional={a=1}"));
  }

  @Test
  void textsThatLookLikeNumbersStayAsTyped() throws IOException {
    Path file = overlay("texts.conf", "mosnas { name = 1.50, optional = 2026.10 }");
    EffectiveConfig config = load(List.of(file), List.of());
    assertThat(config.render()).contains("\"1.50\"", "\"2026.10\"");
    EffectiveConfig assigned = load(List.of(), List.of("name=true", "search.widths=7.0"));
    assertThat(assigned.render()).contains("\"true\"", "\"7.0\"");
    assertThat(load(List.of(), List.of("train.rounds=20")).render()).contains("rounds=20");
  }

  @Test
  void refusesFilesThatAreNoTextAndNestingWithoutEnd() throws IOException {
    Path latin = folder.resolve("latin.conf");
    Files.write(latin, "mosnas.name = \"\u00e4\"\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(latin, "latin.conf:1: invalid UTF-8");
    Path utf16 = folder.resolve("utf16.conf");
    Files.write(utf16, "mosnas.seed = 2\n".getBytes(StandardCharsets.UTF_16));
    assertRefused(utf16, "UTF-16");
    assertRefused(overlay("deep.conf", "a={".repeat(20_000)), "nests its groups or lists too deep");
  }

  @Test
  void readsWhatIsNoRegularFile() {
    assertThat(load(List.of(Path.of("/dev/null")), List.of("seed=5")).seed()).isEqualTo(5);
  }

  private void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> load(List.of(file), List.of()))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining(message)
        .extracting(refused -> ((MosnasException) refused).kind())
        .isEqualTo(ErrorKind.USAGE);
  }

  private static int integer(EffectiveConfig config, String path) {
    return config.bind(root -> root.getInt("mosnas." + path));
  }

  private EffectiveConfig load(List<Path> overlays, List<String> assignments) {
    return loader().load(new ConfigSources(overlays, assignments, Optional.empty()));
  }

  private SettingsLoader loader() {
    return new SettingsLoader(
        REFERENCE, Extensions.none(), new FormerKeys(List.of()), system, warning -> {});
  }

  private Path overlay(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
