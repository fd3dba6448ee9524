package org.mosnas.spark.translation.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.CleaningRules;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.TextFormat;
import org.mosnas.model.text.TextFormat.Casing;
import org.mosnas.spark.data.Division;
import org.mosnas.spark.translation.prepare.PrepareSettings.CorpusFiles;
import org.mosnas.spark.translation.prepare.PrepareSettings.Languages;
import org.mosnas.spark.translation.prepare.PrepareSettings.PairFiles;
import org.mosnas.spark.translation.prepare.PrepareSettings.Subwords;

class PrepareSettingsTest {
  private static final Config DEFAULTS = ConfigFactory.parseResources("reference.conf").resolve();

  @Test
  void defaultsArePlainEnglishAndGermanWithoutFiles() {
    assertThat(PrepareSettings.from(DEFAULTS))
        .isEqualTo(
            new PrepareSettings(
                new Languages("en", "de"),
                new CorpusFiles(PairFiles.none(), PairFiles.none(), PairFiles.none()),
                new TextFormat(InputForm.PLAIN, Casing.AS_IS),
                new Division(1000, 1000, 8),
                new CleaningRules(1, 250, 3, CleaningRules.Action.KEEP, CleaningRules.Action.KEEP),
                new Subwords(4000, 2, 0, 0)));
  }

  @Test
  void everyKeyMaps() {
    PrepareSettings settings =
        PrepareSettings.from(
            with(
                """
                mosnas.prepare {
                  languages { source = fr, target = cs }
                  train { source = ["a.fr", "b.fr"], target = ["a.cs", "b.cs"] }
                  valid { source = v.fr, target = v.cs }
                  test { source = ["t.fr"], target = "t.cs" }
                  holdout { valid = 3, test = 4 }
                  format = tokenized, case = lower, shards = 11
                  cleaning {
                    min-words = 2, max-words = 5, max-ratio = 1.5, identical = drop, duplicates = drop
                  }
                  bpe { merges = 6, min-frequency = 7 }
                  vocabulary { max-size = 8, min-count = 9 }
                }
                """));
    assertThat(settings)
        .isEqualTo(
            new PrepareSettings(
                new Languages("fr", "cs"),
                new CorpusFiles(
                    new PairFiles(List.of("a.fr", "b.fr"), List.of("a.cs", "b.cs")),
                    PairFiles.of("v.fr", "v.cs"),
                    PairFiles.of("t.fr", "t.cs")),
                new TextFormat(InputForm.TOKENIZED, Casing.LOWER),
                new Division(3, 4, 11),
                new CleaningRules(2, 5, 1.5, CleaningRules.Action.DROP, CleaningRules.Action.DROP),
                new Subwords(6, 7, 8, 9)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shards = 0 | shards must be 1 or more, was 0",
        "format = tokenised | format must be one of plain, tokenized, bpe, was tokenised",
        "case = upper | case must be one of as-is, lower, was upper",
        "languages.source = \" \" | languages must have names, were ' ' and 'de'",
        "train.source = a | train.target names no file, but the other side names [a]",
        "valid.target = [b] | valid.source names no file, but the other side names [b]",
        "test.source = 3 | test.source has type NUMBER rather than LIST",
        "holdout.valid = -1 | holdout.valid must be 0 or more, was -1",
        "holdout.test = -1 | holdout.test must be 0 or more, was -1",
        "cleaning.min-words = 0 | cleaning.min-words must be 1 or more, was 0",
        "cleaning.max-words = 0 | cleaning.max-words must be at least cleaning.min-words 1, was 0",
        "cleaning.max-ratio = 0.9 | cleaning.max-ratio must be 1 or more, was 0.9",
        "cleaning.identical = no | cleaning.identical must be one of keep, drop, was no",
        "cleaning.duplicates = no | cleaning.duplicates must be one of keep, drop, was no",
        "bpe.merges = -1 | bpe.merges must be 0 or more, was -1",
        "bpe.min-frequency = 0 | bpe.min-frequency must be 1 or more, was 0",
        "vocabulary.max-size = 4 | vocabulary.max-size must be 0 (no limit) or 5 or more, was 4",
        "vocabulary.min-count = -1 | vocabulary.min-count must be 0 or more, was -1",
      })
  void refusesBadValuesNamingTheKey(String setting, String message) {
    assertThatThrownBy(() -> PrepareSettings.from(with("mosnas.prepare." + setting)))
        .isInstanceOf(MosnasException.class)
        .satisfies(e -> assertThat(((MosnasException) e).kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining("mosnas.prepare." + message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void keysTellEverythingThatDecidesTheResult() {
    PrepareSettings settings = PrepareSettings.from(DEFAULTS);
    assertThat(settings.keys())
        .containsEntry("format", "plain")
        .containsEntry("case", "as-is")
        .containsEntry("holdout.valid", "1000")
        .containsEntry("cleaning.max-ratio", "3.0")
        .containsEntry("bpe.merges", "4000");
    PairFiles some = PairFiles.of("a", "b");
    assertThat(settings.withFiles(new CorpusFiles(some, some, some)).keys())
        .containsEntry("holdout.valid", "0")
        .containsEntry("holdout.test", "0");
  }

  private static Config with(String hocon) {
    return ConfigFactory.parseString(hocon).withFallback(DEFAULTS).resolve();
  }
}
