package org.mosnas.spark.masked.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.task.masked.MaskingRules;
import org.mosnas.model.text.Documents.Form;
import org.mosnas.model.text.wordpiece.Normalization;
import org.mosnas.model.text.wordpiece.WordPieceLearner.Limits;
import org.mosnas.spark.data.Division;
import org.mosnas.spark.masked.prepare.TextSettings.Neighbours;
import org.mosnas.spark.masked.prepare.TextSettings.Packing;

class TextSettingsTest {
  private static TextSettings read(String... lines) {
    return TextSettings.from(
        ConfigFactory.parseString(String.join("\n", lines))
            .withFallback(ConfigFactory.parseString(TextSettings.defaults()))
            .atPath("mosnas")
            .resolve());
  }

  @Test
  void defaultsAreThoseOfTheFile() {
    TextSettings defaults = read();
    assertThat(defaults.files()).isEqualTo(new TextSettings.Files(List.of(), List.of(), List.of()));
    assertThat(defaults.form()).isEqualTo(Form.PLAIN);
    assertThat(defaults.packing()).isEqualTo(new Packing(128, 8, Neighbours.APART));
    assertThat(defaults.division()).isEqualTo(new Division(200, 200, 64));
    assertThat(defaults.pieces())
        .isEqualTo(
            new TextSettings.Pieces(
                Optional.empty(), new Limits(8192, 1000, 2), Normalization.UNCASED));
    assertThat(defaults.masking()).isEqualTo(MaskingRules.BERT);
  }

  @Test
  void everyKeyIsRead() {
    TextSettings settings =
        read(
            "text { train = a, valid = [b, c], test = d, format = jsonl, field = body, length = 64 }",
            "text { holdout { valid = 5, test = 6 }, min-pieces = 3, documents = joined, shards = 7 }",
            "wordpiece { vocabulary = v, size = 64, alphabet = 9, min-count = 4, lower-case = false }",
            "wordpiece { strip-accents = false, chinese-apart = false, clean-text = false }",
            "masking { share = 0.2, hidden = 0.7, random = 0.2, unit = word }");
    assertThat(settings)
        .isEqualTo(
            new TextSettings(
                new TextSettings.Files(List.of("a"), List.of("b", "c"), List.of("d")),
                new Form(Form.Layout.JSONL, "body"),
                new Packing(64, 3, Neighbours.JOINED),
                new Division(5, 6, 7),
                new TextSettings.Pieces(
                    Optional.of("v"),
                    new Limits(64, 9, 4),
                    new Normalization(false, false, false, false)),
                new MaskingRules(0.2, 0.7, 0.2, MaskingRules.Unit.WORD)));
    assertThat(settings.keys())
        .containsEntry("text.field", "body")
        .containsEntry("text.holdout.valid", "0")
        .containsEntry("wordpiece", "given")
        .containsEntry("masking.unit", "word")
        .doesNotContainKey("wordpiece.size");
  }

  @Test
  void whatCannotBeIsRefusedByItsKey() {
    assertRefused("text.length = 2", "mosnas.text.length must be 3 or more, was 2");
    assertRefused("text.min-pieces = 127", "mosnas.text.min-pieces must be from 1 to length - 2");
    assertRefused("text.holdout.test = -1", "mosnas.text.holdout.test must be 0 or more, was -1");
    assertRefused("text.holdout.valid = -1", "mosnas.text.holdout.valid must be 0 or more, was -1");
    assertRefused("text.shards = 0", "mosnas.text.shards must be 1 or more, was 0");
    assertRefused("text.format = xml", "mosnas.text.format must be one of plain, jsonl, was xml");
    assertRefused("text.field = \" \"", "mosnas.text.field must not be blank");
    assertRefused("wordpiece.size = 100", "mosnas.wordpiece.size must be a multiple of 8");
    assertRefused("wordpiece.alphabet = 0", "mosnas.wordpiece.alphabet must be 1 or more, was 0");
    assertRefused("masking.share = 1", "mosnas.masking.share must be above 0 and below 1");
    assertRefused("masking.unit = line", "mosnas.masking.unit must be one of token, word");
  }

  private static void assertRefused(String line, String message) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining(message);
  }
}
