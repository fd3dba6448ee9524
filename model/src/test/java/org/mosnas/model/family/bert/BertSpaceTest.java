package org.mosnas.model.family.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.SpecEncoder;

class BertSpaceTest {
  static Stream<BertSpace> spaces() {
    return Stream.of(
        TestBerts.v1(),
        TestBerts.v5(12, 12),
        TestBerts.v5(24, 6, 9, 12),
        TestBerts.narrow(),
        TestBerts.plain());
  }

  @Test
  void spacesHaveThePublishedSizes() {
    assertThat(TestBerts.v1().cardinality()).isEqualTo(new BigInteger("13841287201"));
    assertThat(TestBerts.v5(12, 12).cardinality()).isEqualTo(BigInteger.valueOf(550));
    assertThat(TestBerts.v5(24, 6, 9, 12).cardinality()).isEqualTo(BigInteger.valueOf(840));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void drawnSubnetsAreMembersAndSurviveEveryForm(BertSpace space) {
    Genes genes = space.genes();
    Set<Block> blocks = new HashSet<>(space.blocks());
    assertThat(blocks).hasSameSizeAs(space.blocks());
    for (long seed = 0; seed < 100; seed++) {
      BertSpec spec = TestBerts.random(space, seed);
      assertThat(space.violation(spec)).isEmpty();
      assertThat(genes.spec(genes.of(spec))).isEqualTo(spec);
      assertThat(space.fromJson(spec.toJson(), "test")).isEqualTo(spec);
      assertThat(space.parse(spec.toText(), "test")).isEqualTo(spec);
      assertThat(blocks).containsAll(spec.blocks());
      assertThat(spec.sketch().stacks().get(0).layers()).hasSameSizeAs(spec.layers());
    }
    assertThat(space.contains(space.largest())).isTrue();
    assertThat(space.contains(space.smallest())).isTrue();
    assertThat(TestBerts.random(space, 5)).isEqualTo(TestBerts.random(space, 5));
  }

  @Test
  void everyBlockOfASmallSpaceBelongsToASubnet() {
    BottleneckSpace space = TestBerts.narrow();
    Set<Block> found = new HashSet<>();
    for (long seed = 0; seed < 500; seed++) {
      found.addAll(TestBerts.random(space, seed).blocks());
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(space.blocks());
  }

  @Test
  void widthsAreEncodedAsPublished() {
    SpecEncoder encoder = TestBerts.v1().specEncoder();
    int[] widths = {120, 240, 360, 480, 540, 600, 768, 768, 768, 768, 768, 768};
    double[] encoding = encoder.encode(TestBerts.v1().genes().spec(widths), EncodingKind.FINE);
    assertThat(encoding).hasSize(12);
    double[] expected = {0.01, 0.195185, 0.380370, 0.565556, 0.658148, 0.750741, 1.01};
    for (int i = 0; i < expected.length; i++) {
      assertThat(encoding[i]).isCloseTo(expected[i], within(5e-7));
    }
    double mean = Arrays.stream(encoding).average().orElseThrow();
    assertThat(encoder.encode(TestBerts.v1().genes().spec(widths), EncodingKind.AGGREGATE))
        .containsExactly(new double[] {mean}, within(1e-12));
    double[] oneHot = encoder.encode(TestBerts.v1().genes().spec(widths), EncodingKind.ONE_HOT);
    assertThat(oneHot).hasSize(84).containsOnly(0, 1);
    for (int i = 0; i < 12; i++) {
      assertThat(oneHot[i * 7 + TestBerts.v1().hidden().indexOf(widths[i])]).isEqualTo(1);
    }
    assertThat(encoder.encode(TestBerts.v1().smallest(), EncodingKind.FIXED))
        .hasSize(12)
        .containsOnly(0.5);
  }

  @Test
  void sizesOfPlainNetworksAreEncodedAsPublished() {
    BertSpec spec = BertSpec.homogeneous(9, 384, 6, 960);
    SpecEncoder deep = TestBerts.v5(24, 6, 9, 12).specEncoder();
    assertThat(deep.encode(spec, EncodingKind.FINE))
        .containsExactly(384 / 768.0, 6 / 12.0, 960 / 3072.0, 9 / 12.0);
    assertThat(deep.encode(spec, EncodingKind.ONE_HOT))
        .hasSize(28 + 2 + 5 + 3)
        .satisfies(e -> assertThat(Arrays.stream(e).sum()).isEqualTo(4));
    assertThat(TestBerts.v5(12, 12).specEncoder().encode(spec, EncodingKind.FINE))
        .containsExactly(384 / 768.0, 6 / 12.0, 960 / 3072.0);
    assertThat(deep.encode(spec, EncodingKind.FIXED)).containsExactly(0.5, 0.5, 0.5, 0.5);
  }

  @Test
  void saysWhatIsNoMember() {
    BottleneckSpace narrow = TestBerts.narrow();
    assertThat(narrow.violation(narrow.largest().merged()))
        .contains("bottlenecks are merged, allowed are [paired]");
    assertThat(narrow.violation(TestBerts.v1().largest()))
        .contains("embed is 768, allowed are [16]");
    BertSpec odd =
        new BertSpec(
            Bottlenecks.PAIRED,
            16,
            List.of(
                new BertLayerSpec(16, 4, 20),
                new BertLayerSpec(4, 4, 20),
                new BertLayerSpec(8, 4, 20)));
    assertThat(narrow.violation(odd)).contains("width of layer 2 is 4, allowed are [16, 12, 8]");
    assertThatThrownBy(() -> narrow.genes().of(odd)).hasMessageContaining("width of layer 2 is 4");
    HomogeneousSpace plain = TestBerts.plain();
    assertThat(plain.violation(BertSpec.homogeneous(2, 16, 4, 17)))
        .contains("ffn is 17, allowed are [24, 32]");
    assertThat(plain.violation(BertSpec.homogeneous(4, 16, 4, 24)))
        .contains("number of layers is 4, allowed are [3, 2]");
    assertThat(plain.violation(BertSpec.homogeneous(2, 16, 8, 24)))
        .contains("heads are 8, allowed are [4, 2]");
    assertThat(plain.violation(narrow.largest()))
        .contains("bottlenecks are paired, allowed are [none]");
    assertThatThrownBy(() -> plain.genes().spec(new int[] {16, 4, 175, 2}))
        .hasMessage("gene 2 must be one of [150, 200], was 175");
  }

  @Test
  void refusesSpecsThatAreNone() {
    assertThatThrownBy(() -> new BertLayerSpec(10, 3, 4))
        .hasMessage("heads must divide the width 10 of their layer, was 3");
    assertThatThrownBy(() -> new BertSpec(Bottlenecks.NONE, 8, List.of(new BertLayerSpec(6, 3, 4))))
        .hasMessageContaining("as wide as the embeddings, 8, was 6");
  }
}
