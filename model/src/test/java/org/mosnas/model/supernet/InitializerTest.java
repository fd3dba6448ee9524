package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TranslationEncoder;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;

/** First values: encoder 128 wide, decoder 64, q 32, one layer each, routers of 96 units. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InitializerTest {
  private static final int VOCABULARY = 500;
  private static final int INPUTS = 10;

  private ParameterBank neuronWise;
  private ParameterBank layerWise;

  @BeforeAll
  void initialize() {
    neuronWise = Initializer.initialize(supernet(Mixture.neuronWise(3, 96)), 7);
    layerWise = Initializer.initialize(supernet(Mixture.layerWise(3, 96)), 7);
  }

  @AfterAll
  void close() {
    neuronWise.close();
    layerWise.close();
  }

  /** Bounds are sqrt(6 / (inputs + outputs)), over queries, keys and values stacked. */
  @ParameterizedTest
  @CsvSource({
    "encoder.layers.0.self.qkv.weight, 128, 96",
    "encoder.layers.0.self.out.weight, 32, 128",
    "encoder.layers.0.fc1.weight, 128, 200",
    "encoder.layers.0.fc1.expert1.weight, 128, 200",
    "encoder.layers.0.fc2.expert2.weight, 200, 128",
    "decoder.layers.0.cross.q.weight, 64, 96",
    "decoder.layers.0.cross.kv.weight, 128, 96",
    "decoder.layers.0.fc2.weight, 200, 64",
    "encoder.layers.0.fc1.router.output.weight, 96, 600",
    "decoder.layers.0.fc2.router.output.weight, 96, 192"
  })
  void linearMapsAreXavierUniform(String name, int inputs, int outputs) {
    assertUniform(neuronWise, name, Math.sqrt(6.0 / (inputs + outputs)));
  }

  @Test
  void routersAreUniformInOneOverTheRootOfTheirInputs() {
    double first = 1 / Math.sqrt(INPUTS);
    assertUniform(neuronWise, "encoder.layers.0.fc1.router.hidden0.weight", first);
    assertUniform(neuronWise, "encoder.layers.0.fc1.router.hidden0.bias", first);
    assertUniform(layerWise, "encoder.layers.0.router.hidden0.weight", first);
    assertUniform(layerWise, "encoder.layers.0.router.hidden0.bias", first);
    double last = 1 / Math.sqrt(96);
    assertUniform(layerWise, "encoder.layers.0.router.output.weight", last);
    for (float bias : values(layerWise, "encoder.layers.0.router.output.bias")) {
      assertThat((double) bias).isNotZero().isBetween(-last, last);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoder.embedding", "decoder.embedding", "decoder.output"})
  void tablesAreNormalWithVarianceOneOverTheWidth(String name) {
    float[] values = values(neuronWise, name);
    int width = values.length / VOCABULARY;
    boolean padding = !name.equals("decoder.output");
    int count = values.length - (padding ? width : 0);
    assertThat(mean(values) * values.length / count)
        .isCloseTo(0, within(5 / Math.sqrt((double) width * count)));
    double variance = 0;
    double fourth = 0;
    for (float value : values) {
      variance += (double) value * value / count;
      fourth += Math.pow(value, 4) / count;
    }
    assertThat(variance * width).isCloseTo(1, within(5 * Math.sqrt(2.0 / count)));
    assertThat(fourth / (variance * variance)).isCloseTo(3, within(5 * Math.sqrt(96.0 / count)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoder.embedding", "decoder.embedding"})
  void theRowOfPaddingIsZero(String name) {
    assertThat(neuronWise.matrix(name).rows(1, 1).toArray()).containsOnly(0f);
    assertThat(neuronWise.matrix(name).rows(0, 1).toArray()).doesNotContain(0f);
    assertThat(neuronWise.matrix(name).rows(2, 1).toArray()).doesNotContain(0f);
    assertThat(neuronWise.matrix("decoder.output").rows(1, 1).toArray()).doesNotContain(0f);
  }

  @Test
  void biasesAreZeroAndWeightsOfNormsOne() {
    for (String name : neuronWise.layout().names()) {
      if (name.endsWith(".gain")) {
        assertThat(values(neuronWise, name)).as(name).containsOnly(1f);
      } else if (name.endsWith(".bias") && !name.contains("router.hidden")) {
        assertThat(values(neuronWise, name)).as(name).containsOnly(0f);
      }
    }
  }

  @Test
  void everyParameterIsADrawOfItsOwn() {
    List<String> equalShapes =
        List.of(
            "encoder.layers.0.fc1.weight",
            "encoder.layers.0.fc1.expert1.weight",
            "encoder.layers.0.fc1.expert2.weight");
    for (String a : equalShapes) {
      for (String b : equalShapes) {
        if (!a.equals(b)) {
          assertThat(correlation(values(neuronWise, a), values(neuronWise, b)))
              .isCloseTo(0, within(5 / Math.sqrt(128 * 200)));
        }
      }
    }
  }

  @Test
  void valuesDependOnTheSeedAndNotOnTheMixture() {
    try (ParameterBank again = Initializer.initialize(supernet(Mixture.neuronWise(3, 96)), 7);
        ParameterBank other = Initializer.initialize(supernet(Mixture.neuronWise(3, 96)), 8)) {
      assertThat(again.toArray()).isEqualTo(neuronWise.toArray());
      String name = "decoder.layers.0.fc1.expert1.weight";
      assertThat(values(other, name)).isNotEqualTo(values(neuronWise, name));
      assertThat(values(layerWise, name)).isEqualTo(values(neuronWise, name));
    }
  }

  private static Supernet supernet(Mixture mixture) {
    TranslationShape shape =
        new TranslationShape(
            new TranslationSpec(
                128,
                64,
                List.of(new EncoderLayerSpec(200, 2)),
                List.of(new DecoderLayerSpec(200, 2, 2, 1))),
            32,
            EmbeddingSharing.SEPARATE,
            VOCABULARY,
            VOCABULARY,
            new FullWidth(128, 64));
    return new Supernet(
        shape, mixture, new SpecRouterInput(TranslationEncoder.hat(), EncodingKind.AGGREGATE));
  }

  /** Bounds, mean and variance of {@code [-bound, bound)}, within five deviations. */
  private static void assertUniform(ParameterBank bank, String name, double bound) {
    float[] values = values(bank, name);
    double variance = 0;
    for (float value : values) {
      assertThat((double) value).as(name).isBetween(-bound, bound);
      variance += (double) value * value / values.length;
    }
    double expected = bound * bound / 3;
    assertThat(mean(values)).as(name).isCloseTo(0, within(5 * Math.sqrt(expected / values.length)));
    assertThat(variance)
        .as(name)
        .isCloseTo(expected, within(5 * expected * Math.sqrt(0.8 / values.length)));
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).as(name).isGreaterThan(bound * (1 - 20.0 / values.length));
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double correlation(float[] x, float[] y) {
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (double) x[i] * y[i];
      xx += (double) x[i] * x[i];
      yy += (double) y[i] * y[i];
    }
    return xy / Math.sqrt(xx * yy);
  }

  private static float[] values(ParameterBank bank, String name) {
    return bank.matrix(name).toArray();
  }
}
