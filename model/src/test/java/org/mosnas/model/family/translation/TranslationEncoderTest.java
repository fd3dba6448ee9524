package org.mosnas.model.family.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SubnetSampler;

/** Item 8.8 of the specification. */
class TranslationEncoderTest {
  private static final TranslationSpace WMT = TestSpaces.hatWmt();
  private static final TranslationEncoder ENCODER = TranslationEncoder.forSpace(WMT);

  static Stream<Arguments> aggregates() {
    return Stream.of(
        Arguments.of(
            SubnetSampler.python().sample(WMT, 0),
            new double[] {0.8, 1.0, 0.75, 1.0, 0.8, 0.666667, 0.875, 1.0, 1.0, 1.25}),
        Arguments.of(
            SubnetSampler.python().sample(WMT, 2),
            new double[] {1.0, 1.0, 0.833333, 1.0, 1.0, 0.666667, 1.0, 1.0, 0.833333, 0.5}),
        Arguments.of(
            WMT.largest(), new double[] {1, 1, 1.5, 1.333333, 1, 1, 1.5, 1.333333, 1.333333, 1.0}),
        Arguments.of(
            WMT.smallest(),
            new double[] {0.8, 1, 0.5, 0.666667, 0.8, 0.166667, 0.5, 0.666667, 0.666667, 1.0}));
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void aggregateGivesThePublishedNumbers(TranslationSpec spec, double[] expected) {
    assertThat(ENCODER.encode(spec, EncodingKind.AGGREGATE))
        .containsExactly(expected, within(5e-7));
    assertThat(ENCODER.length(EncodingKind.AGGREGATE)).isEqualTo(10);
  }

  @Test
  void oneHotIsForOthers() {
    assertThatThrownBy(() -> TranslationEncoder.hat().length(EncodingKind.ONE_HOT))
        .hasMessageContaining("mosnas.model.mixture.input: one-hot is an encoding of BERT");
  }

  @Test
  void fineHasOneNumberPerGene() {
    double[] encoding = ENCODER.encode(SubnetSampler.python().sample(WMT, 3), EncodingKind.FINE);
    double third = 1.0 / 3;
    assertThat(encoding).hasSize(ENCODER.length(EncodingKind.FINE)).hasSize(40);
    assertThat(encoding)
        .containsExactly(
            new double[] {
              1,
              1,
              2 * third,
              third,
              2 * third,
              third,
              1,
              third,
              1,
              1,
              0.5,
              1,
              0.5,
              0.5, // encoder
              1,
              third,
              2 * third,
              third,
              0,
              0,
              0,
              0,
              1,
              1,
              0,
              0,
              0,
              0, // decoder, self heads
              1,
              0.5,
              0,
              0,
              0,
              0,
              1.5,
              0.5,
              0,
              0,
              0,
              0 // cross heads, attended layers
            },
            within(1e-12));
  }

  @Test
  void onlyFineTellsPermutationsApart() {
    List<Integer> ffn = List.of(1024, 2048, 3072, 1024, 1024, 1024);
    List<Integer> permuted = List.of(3072, 2048, 1024, 1024, 1024, 1024);
    TranslationSpec one = withEncoderFfn(ffn);
    TranslationSpec other = withEncoderFfn(permuted);
    assertThat(ENCODER.encode(one, EncodingKind.AGGREGATE))
        .isEqualTo(ENCODER.encode(other, EncodingKind.AGGREGATE));
    assertThat(ENCODER.encode(one, EncodingKind.FINE))
        .isNotEqualTo(ENCODER.encode(other, EncodingKind.FINE));
  }

  @Test
  void fixedSeesNothing() {
    double[] encoding = ENCODER.encode(WMT.smallest(), EncodingKind.FIXED);
    assertThat(encoding).hasSize(10).containsOnly(0.5);
    assertThat(encoding).isEqualTo(ENCODER.encode(WMT.largest(), EncodingKind.FIXED));
  }

  @Test
  void hatSpacesHaveHatsNorms() {
    TranslationSpace iwslt = TestSpaces.hatIwslt();
    for (EncodingKind kind : EnumSet.complementOf(EnumSet.of(EncodingKind.ONE_HOT))) {
      assertThat(TranslationEncoder.forSpace(iwslt).encode(iwslt.largest(), kind))
          .isEqualTo(TranslationEncoder.hat().encode(iwslt.largest(), kind));
    }
  }

  @Test
  void otherSpacesAreNormalizedByTheirMaxima() {
    TranslationSpace micro = TestSpaces.micro();
    TranslationEncoder encoder = TranslationEncoder.forSpace(micro);
    assertThat(encoder.length(EncodingKind.FINE)).isEqualTo(4 + 2 * 3 + 4 * 2);
    TranslationSpec top = TestSpecs.attending(micro.largest(), 3);
    assertThat(encoder.encode(top, EncodingKind.AGGREGATE)).hasSize(10).containsOnly(1.0);
    assertThat(encoder.encode(top, EncodingKind.FINE)).containsOnly(1.0);
    for (long seed = 0; seed < 100; seed++) {
      TranslationSpec spec = TestSpaces.random(micro, seed);
      assertThat(Arrays.stream(encoder.encode(spec, EncodingKind.FINE)).boxed())
          .as("seed %d", seed)
          .allMatch(x -> x >= 0 && x <= 1);
    }
  }

  @Test
  void featuresAreTheRawMeans() {
    assertThat(TranslationEncoder.features((TranslationSpec) SubnetSampler.python().sample(WMT, 0)))
        .containsExactly(512, 6, 1536, 6, 512, 4, 1792, 6, 6, 2.5);
  }

  @Test
  void refusesDeeperSubnets() {
    TranslationSpec deep = TestSpecs.uniform(8, 16, 4, 4, 1);
    assertThatThrownBy(
            () -> TranslationEncoder.forSpace(TestSpaces.micro()).encode(deep, EncodingKind.FINE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at most 3 + 2 layers");
  }

  private static TranslationSpec withEncoderFfn(List<Integer> ffn) {
    return new TranslationSpec(
        512, 512, TestSpecs.encoder(ffn, 8, 8, 8, 8, 8, 8), WMT.smallest().decoder());
  }
}
