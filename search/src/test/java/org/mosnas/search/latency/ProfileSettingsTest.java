package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.latency.LatencyStats.Trimming;

class ProfileSettingsTest {
  private static final Config DEFAULTS = ConfigFactory.parseResources("reference.conf").resolve();

  @Test
  void defaultsTakeTheLengthOfTheSpace() {
    ProfileSettings settings = ProfileSettings.from(DEFAULTS);
    assertThat(settings.blockProtocol(23))
        .isEqualTo(new LatencyProtocol(1000, 20, 1, 5, 23, 23, 1, 1, true, Trimming.HAT));
    assertThat(settings.networkProtocol(23))
        .isEqualTo(new LatencyProtocol(1000, 20, 1, 5, 23, 23, 1, 1, true, Trimming.HAT));
    assertThat(settings.networks()).isEqualTo(12);
    assertThat(settings.coverage()).isEqualTo(0.9);
  }

  @Test
  void everyKeyMaps() {
    ProfileSettings settings =
        ProfileSettings.from(
            with(
                """
                mosnas.profile {
                  warm-up-rounds = 2, rounds = 3, repetitions = 4, trimmed-share = 0.2, beam = 6
                  source-length = 7, target-length = 8, threads = 9, batch = 10
                  calibration { networks = 11, rounds = 12, coverage = 0.8 }
                }
                """));
    LatencyProtocol expected =
        new LatencyProtocol(2, 3, 4, 6, 7, 8, 9, 10, true, new Trimming(0.2));
    assertThat(settings.blockProtocol(23)).isEqualTo(expected);
    assertThat(settings.networkProtocol(23)).isEqualTo(expected.withRounds(2, 12));
    assertThat(settings.networks()).isEqualTo(11);
    assertThat(settings.coverage()).isEqualTo(0.8);
  }

  @ParameterizedTest
  @CsvSource({
    "warm-up-rounds, 0",
    "rounds, 0",
    "repetitions, 0",
    "trimmed-share, 0.5",
    "beam, 0",
    "source-length, 0",
    "target-length, 1.5",
    "threads, 0",
    "batch, many",
    "calibration.networks, -1",
    "calibration.rounds, 0",
    "calibration.coverage, 1"
  })
  void refusesBadValuesByName(String key, String value) {
    assertThatThrownBy(() -> ProfileSettings.from(with("mosnas.profile." + key + " = " + value)))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining("mosnas.profile." + key)
        .hasMessageContaining("test.conf");
  }

  private static Config with(String text) {
    return ConfigFactory.parseString(
            text, ConfigParseOptions.defaults().setOriginDescription("test.conf"))
        .withFallback(DEFAULTS)
        .resolve();
  }
}
