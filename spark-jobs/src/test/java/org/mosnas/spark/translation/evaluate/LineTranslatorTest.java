package org.mosnas.spark.translation.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.export.TinyBundle;
import org.mosnas.model.export.TranslationContent;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.TranslationNames;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterLayout.Slot;
import org.mosnas.spark.line.LineResult;
import org.mosnas.spark.line.LineResult.Answered;
import org.mosnas.spark.line.LineResult.Refused;

class LineTranslatorTest {
  private static final TranslationContent MODEL = TinyBundle.content(EmbeddingSharing.SEPARATE, 5);

  @Test
  void aSentenceThatTheModelFailsAtTakesNoOtherOfItsBatchWithIt() {
    List<String> lines =
        List.of("a big house", "dog sees the dog", "", "the cat", "dog", "a house");
    List<LineResult> sound = translate(MODEL.subnet(), lines);
    assertThat(sound).allSatisfy(line -> assertThat(line).isInstanceOf(Answered.class));
    assertThat(sound.get(2)).isEqualTo(new Answered(""));

    List<LineResult> damaged = translate(withoutNumbersFor("dog"), lines);
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).contains("dog")) {
        assertThat(damaged.get(line))
            .isInstanceOfSatisfying(
                Refused.class,
                refused -> {
                  assertThat(refused.reason().kind()).isEqualTo(ErrorKind.DATA);
                  assertThat(refused.reason()).hasMessageContaining("are not finite numbers");
                });
      } else {
        assertThat(damaged.get(line)).isEqualTo(sound.get(line));
      }
    }
  }

  /** The model with a damaged row in the encoder's table. */
  private static DenseSubnet withoutNumbersFor(String line) {
    DenseSubnet subnet = MODEL.subnet();
    Slot table =
        subnet.network().layout().slot(TranslationNames.encoderTable(EmbeddingSharing.SEPARATE));
    float[] weights = subnet.parameters().clone();
    int row = table.offset() + MODEL.text().encode(line)[0] * table.columns();
    Arrays.fill(weights, row, row + table.columns(), Float.NaN);
    return new DenseSubnet(subnet.shape(), weights);
  }

  private static List<LineResult> translate(DenseSubnet subnet, List<String> lines) {
    EvaluateSettings settings = new EvaluateSettings(TinyBundle.DECODING, 4);
    try (LineTranslator translator =
        LineTranslator.of(MODEL.text(), subnet, EngineKind.TAPE, settings, 2)) {
      return translator.answer(lines);
    }
  }
}
