package org.mosnas.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class BlockSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-3, -3",
    "2147483647, 2147483647",
    "'\"7\"', 7",
    "007, 7",
    "2.0, 2",
    "1e3, 1000",
    "'\"1e3\"', 1000"
  })
  void readsIntegersAsTheyAreWritten(String written, int value) {
    assertThat(BlockSettingsTest.<Integer>read(written, block -> block.integer("key")))
        .isEqualTo(value);
    assertThat(
            BlockSettingsTest.<List<Integer>>read(
                "[" + written + "]", block -> block.integers("key")))
        .containsExactly(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.5", "1e-3", "true", "[1]", "\"\"", "\"1d\"", "\"0x1\"", "\" 1\""})
  void noFractionAndNoOtherTypeBecomesAnInteger(String written) {
    String message = "my.conf: 1: a.key must be an integer, was " + written;
    assertRefused(message, written, block -> block.integer("key"));
    assertRefused(message, written, block -> block.longInteger("key"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2147483648", "-2147483649", "9223372036854775807", "1e400", "1e999999999"})
  void noIntegerIsCutToItsLowerBits(String written) {
    assertRefused(
        "a.key must be an integer from -2147483648 to 2147483647, was " + written,
        written,
        block -> block.integer("key"));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, (1L << 53) + 1, Long.MAX_VALUE})
  void everyLongIsItself(long value) {
    assertThat(BlockSettingsTest.<Long>read("" + value, block -> block.longInteger("key")))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.1, 0.1", "3, 3", "1e-3, 0.001", "'\"0.3\"', 0.3", "0e9, 0", "-0.5, -0.5"})
  void readsNumbersAsTheyAreWritten(String written, double value) {
    assertThat(BlockSettingsTest.<Double>read(written, block -> block.number("key")))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "1e-400",
        "\"NaN\"",
        "\"Infinity\"",
        "\"1f\"",
        "\"0x1p3\"",
        "true",
        "[0.5]",
        "\"1,5\""
      })
  void noOtherNumberIsTakenForOneThatDoesNotFit(String written) {
    assertRefused(
        "a.key must be a finite number, was " + written, written, block -> block.number("key"));
  }

  private static <T> T read(String written, Function<BlockSettings, T> reading) {
    Config root =
        ConfigFactory.parseString(
            "a.key = " + written, ConfigParseOptions.defaults().setOriginDescription("my.conf"));
    return BlockSettings.read(root, "a", reading);
  }

  private static void assertRefused(
      String message, String written, Function<BlockSettings, ?> reading) {
    assertThatThrownBy(() -> read(written, reading))
        .isInstanceOfSatisfying(
            MosnasException.class, refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining(message);
  }
}
