package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TranslationEncoder;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;

/**
 * Item 8.5.6: a subnet with its mixtures collapsed, as a network on its own, says what the supernet
 * says.
 */
class CollapseTest {
  private static final RouterInput HAT_INPUT =
      new SpecRouterInput(TranslationEncoder.hat(), EncodingKind.AGGREGATE);

  static Stream<Mixture> mixtures() {
    return Stream.concat(Stream.of(Mixture.NONE), TinySpecs.mixtures());
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void hasTheLogitsOfTheSupernet(Mixture mixture) {
    Supernet supernet = mixture.mixes() ? TinySupernet.mixture(mixture) : TinySupernet.plain();
    try (SupernetRun run = new SupernetRun(supernet)) {
      for (int seed = 0; seed < 10; seed++) {
        TranslationSpec spec = TinySpecs.random(new SplittableRandom(100 + seed));
        TinySupernet.Batch batch = TinySupernet.batch(seed);
        assertThat(run.extractedLogits(spec, batch))
            .as("seed %d", seed)
            .containsExactly(run.logits(spec, batch).toArray(), within(1e-5f));
      }
    }
  }

  /** Both widths and every feed-forward width of HAT's space, on either side, in either variant. */
  @ParameterizedTest
  @EnumSource(Mixture.Routing.class)
  void hasTheLogitsOfTheSupernetAtEveryWidthOfHats(Mixture.Routing routing) {
    TinySupernet.Batch batch = TinySupernet.batch(2);
    try (SupernetRun run = new SupernetRun(hatSupernet(routing))) {
      for (int embed : new int[] {512, 640}) {
        for (int ffn : new int[] {1024, 2048, 3072}) {
          TranslationSpec spec = hatSized(embed, 1152 - embed, ffn, 4096 - ffn);
          assertThat(run.extractedLogits(spec, batch))
              .as("%d, %d", embed, ffn)
              .containsExactly(run.logits(spec, batch).toArray(), within(1e-5f));
        }
      }
    }
  }

  /** Widths of HAT's spaces, also against the formulas. */
  @ParameterizedTest
  @CsvSource({"512, 640, 1024, 3072, LAYER_WISE", "640, 512, 3072, 2048, NEURON_WISE"})
  void hasTheLogitsOfTheSupernetAtHatsSizes(
      int encoderEmbed, int decoderEmbed, int encoderFfn, int decoderFfn, Mixture.Routing routing) {
    TranslationSpec spec = hatSized(encoderEmbed, decoderEmbed, encoderFfn, decoderFfn);
    TinySupernet.Batch batch = TinySupernet.batch(1);
    try (SupernetRun run = new SupernetRun(hatSupernet(routing))) {
      float[] found = run.logits(spec, batch).toArray();
      assertThat(run.extractedLogits(spec, batch)).containsExactly(found, within(1e-5f));
      DoubleSupernet exact =
          new DoubleSupernet(
              (TranslationShape) run.supernet.shape(),
              run.supernet.mixture(),
              HAT_INPUT,
              name -> Matrices.doubles(run.parameters.matrix(name)));
      double[] expected =
          Arrays.stream(exact.logits(spec, batch)).flatMapToDouble(Arrays::stream).toArray();
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < found.length; i++) {
        assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5 * largest));
      }
    }
  }

  private static Supernet hatSupernet(Mixture.Routing routing) {
    TranslationShape shape =
        new TranslationShape(
            hatSized(640, 640, 3072, 3072),
            512,
            EmbeddingSharing.SHARED,
            TinySupernet.VOCABULARY,
            TinySupernet.VOCABULARY,
            new FullWidth(640, 640));
    Mixture mixture = new Mixture(2, routing, Mixture.RouterScope.MATRIX, 128, 2, 0);
    return new Supernet(shape, mixture, HAT_INPUT);
  }

  private static TranslationSpec hatSized(
      int encoderEmbed, int decoderEmbed, int encoderFfn, int decoderFfn) {
    return new TranslationSpec(
        encoderEmbed,
        decoderEmbed,
        List.of(new EncoderLayerSpec(encoderFfn, 8)),
        List.of(new DecoderLayerSpec(decoderFfn, 4, 8, 1)));
  }
}
