package org.mosnas.spark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class EffectiveConfigTest {
  private record TrainSettings(int rounds, int maxTokens) {
    private TrainSettings {
      if (maxTokens <= 0) {
        throw new IllegalArgumentException("max-tokens must be positive, was " + maxTokens);
      }
    }

    private static TrainSettings from(Config root) {
      return new TrainSettings(
          root.getInt("mosnas.train.rounds"), root.getInt("mosnas.train.max-tokens"));
    }
  }

  @Test
  void bindsSettings() {
    assertThat(config("{ rounds = 3, max-tokens = 7 }").bind(TrainSettings::from))
        .isEqualTo(new TrainSettings(3, 7));
  }

  @Test
  void passesOnWhatACheckRefuses() {
    assertRefused("{ rounds = 3,\n max-tokens = 0 }")
        .hasMessage("configuration: max-tokens must be positive, was 0");
  }

  @Test
  void namesKeyAndLineOfAValueOfTheWrongType() {
    assertRefused("{ rounds = many, max-tokens = 1 }")
        .hasMessage(
            "configuration: my.conf: 1: mosnas.train.rounds has type STRING rather than NUMBER;"
                + " docs/configuration.md has all keys");
  }

  @Test
  void passesOnWhatSettingsComplainOfThemselves() {
    MosnasException own = new MosnasException(ErrorKind.INFEASIBLE, "no");
    assertThatThrownBy(
            () ->
                config("{}")
                    .bind(
                        root -> {
                          throw own;
                        }))
        .isSameAs(own);
  }

  @Test
  void doesNotShowSecrets() {
    String text =
        config("{ password = a1, api-token = b2, s3 { secret = c3 }, tokens = d4, max-tokens = 5 }")
            .render();
    assertThat(text).doesNotContain("a1", "b2", "c3").contains("d4", "(redacted)", "max-tokens=5");
  }

  @Test
  void fingerprintDependsOnTheNamedGroupsOnly() {
    EffectiveConfig one = config("{ rounds = 1 }, mosnas.seed = 1");
    EffectiveConfig two = config("{ rounds = 1 }, mosnas.seed = 2");
    assertThat(one.fingerprint("train")).isEqualTo(two.fingerprint("train")).hasSize(64);
    assertThat(one.fingerprint("train", "seed")).isNotEqualTo(two.fingerprint("train", "seed"));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String train) {
    return assertThatThrownBy(() -> config(train).bind(TrainSettings::from))
        .isInstanceOfSatisfying(
            MosnasException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.USAGE));
  }

  private static EffectiveConfig config(String train) {
    return new EffectiveConfig(
        ConfigFactory.parseString(
            "mosnas.train " + train,
            ConfigParseOptions.defaults().setOriginDescription("my.conf")));
  }
}
