package org.mosnas.model.family.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetCost;
import org.mosnas.model.space.SubnetSampler;

class SubnetSamplerTest {
  private static final TranslationSpace WMT = TestSpaces.hatWmt();

  /** Item 8.6; the arbitrary codes are those of all six layers, of which the first are active. */
  @ParameterizedTest(name = "seed {0}")
  @CsvSource({
    "0, 512, 512, 4, 1024 2048 2048 1024 1024 2048, 4 4 4 8 8 8, 3072 2048 1024 1024, 4 8 4 8,"
        + " 8 8 4 4, 1 1 2 2 -1 2, 31532032, 2114273484",
    "1, 640, 640, 6, 2048 2048 3072 2048 2048 1024, 4 4 8 8 4 8, 1024 1024 2048 3072 1024 1024,"
        + " 4 8 8 8 8 8, 4 8 8 4 4 8, 1 1 2 -1 1 -1, 51224832, 3307868388",
    "2, 640, 640, 4, 3072 2048 1024 1024 2048 1024, 4 8 8 8 4 4, 1024 3072 2048 2048, 4 8 4 8,"
        + " 4 4 4 8, -1 -1 -1 -1 1 -1, 42029056, 2543815884",
    "3, 640, 640, 2, 2048 1024 2048 1024 3072 1024, 8 8 4 8 4 4, 2048 1024, 8 8, 8 4,"
        + " 2 -1 2 -1 -1 2, 30209792, 1910630580",
    "100, 640, 512, 5, 1024 1024 2048 1024 3072 2048, 4 4 8 8 4 8, 1024 3072 3072 2048 3072,"
        + " 8 4 8 4 4, 4 8 8 4 4, 2 1 1 -1 2 2, 44788736, 2959695576",
    "40000, 512, 640, 6, 2048 3072 2048 3072 3072 1024, 4 8 4 4 8 8,"
        + " 1024 1024 2048 2048 1024 1024, 8 4 8 4 4 4, 4 8 4 8 4 8, 1 2 1 -1 2 1,"
        + " 46502656, 3051932388",
  })
  void pythonSamplerRepeatsHat(
      long seed,
      int encoderEmbed,
      int decoderEmbed,
      int decoderLayers,
      String encoderFfn,
      String encoderHeads,
      String decoderFfn,
      String selfHeads,
      String crossHeads,
      String arbitrary,
      long parameters,
      long flops) {
    TranslationSpec spec = (TranslationSpec) SubnetSampler.python().sample(WMT, seed);
    assertThat(spec.encoderEmbed()).isEqualTo(encoderEmbed);
    assertThat(spec.decoderEmbed()).isEqualTo(decoderEmbed);
    assertThat(Dimension.ENCODER_FFN.values(spec)).isEqualTo(integers(encoderFfn));
    assertThat(Dimension.ENCODER_HEADS.values(spec)).isEqualTo(integers(encoderHeads));
    assertThat(Dimension.DECODER_FFN.values(spec)).isEqualTo(integers(decoderFfn));
    assertThat(Dimension.SELF_HEADS.values(spec)).isEqualTo(integers(selfHeads));
    assertThat(Dimension.CROSS_HEADS.values(spec)).isEqualTo(integers(crossHeads));
    assertThat(spec.decoder())
        .extracting(l -> ArbitraryAttention.code(l.attendedLayers()))
        .isEqualTo(integers(arbitrary).subList(0, decoderLayers));
    SubnetCost cost = TranslationCosts.of(WMT, 32_768, 32_768).cost(spec);
    assertThat(cost.parameters()).isEqualTo(parameters);
    assertThat(cost.flops()).isEqualTo(flops);
  }

  @Test
  void oneSeedIsOneSubnet() {
    SubnetSampler sampler = SubnetSampler.uniform();
    for (long seed = 0; seed < 50; seed++) {
      assertThat(sampler.sample(WMT, seed)).isEqualTo(sampler.sample(WMT, seed));
    }
    assertThat(sampler.sample(WMT, 1)).isNotEqualTo(sampler.sample(WMT, 2));
  }

  @Test
  void drawsInsideTheSpace() {
    for (TranslationSpace space : List.of(WMT, TestSpaces.hatIwslt(), TestSpaces.micro())) {
      for (long seed = 0; seed < 200; seed++) {
        assertThat(space.contains(SubnetSampler.uniform().sample(space, seed))).isTrue();
        assertThat(space.contains(SubnetSampler.python().sample(space, seed))).isTrue();
      }
    }
  }

  @Test
  void drawsEveryValueEquallyOften() {
    int draws = 6_000;
    Map<String, Map<Integer, Integer>> counts = new HashMap<>();
    for (int i = 0; i < draws; i++) {
      TranslationSpec spec = TestSpaces.random(WMT, Seeds.child(11, "test", i));
      for (Dimension dimension : Dimension.values()) {
        // The first and the last encoder layer, and the first decoder layer, always exist.
        List<Integer> values = dimension.values(spec);
        count(counts, dimension + " first", values.get(0));
        if (dimension.layerCount() == Dimension.ENCODER_LAYERS) {
          count(counts, dimension + " last", values.get(values.size() - 1));
        }
      }
    }
    assertThat(counts).hasSize(14);
    counts.forEach((name, histogram) -> assertUniform(name, histogram, draws));
  }

  @Test
  void drawsPairsEquallyOften() {
    int draws = 6_000;
    Map<String, Map<Integer, Integer>> counts = new HashMap<>();
    for (int i = 0; i < draws; i++) {
      TranslationSpec spec = TestSpaces.random(WMT, i);
      DecoderLayerSpec layer = spec.decoder().get(0);
      count(counts, "embeds", spec.encoderEmbed() * 10_000 + spec.decoderEmbed());
      count(
          counts, "decoder layer", layer.ffn() * 100 + layer.selfHeads() * 10 + layer.crossHeads());
      count(counts, "depth and attention", spec.decoder().size() * 10 + layer.attendedLayers());
    }
    assertThat(counts.get("embeds")).hasSize(4);
    assertThat(counts.get("decoder layer")).hasSize(12);
    assertThat(counts.get("depth and attention")).hasSize(18);
    counts.forEach((name, histogram) -> assertUniform(name, histogram, draws));
  }

  private static void count(Map<String, Map<Integer, Integer>> counts, String name, int value) {
    counts.computeIfAbsent(name, n -> new HashMap<>()).merge(value, 1, Integer::sum);
  }

  private static void assertUniform(String name, Map<Integer, Integer> histogram, int draws) {
    double share = 1.0 / histogram.size();
    double deviation = Math.sqrt(draws * share * (1 - share));
    for (Map.Entry<Integer, Integer> entry : histogram.entrySet()) {
      assertThat(Math.abs(entry.getValue() - draws * share))
          .as("%s = %d drawn %d times", name, entry.getKey(), entry.getValue())
          .isLessThanOrEqualTo(5 * deviation);
    }
  }

  private static List<Integer> integers(String text) {
    return new ArrayList<>(Arrays.stream(text.split(" ")).map(Integer::valueOf).toList());
  }
}
