package org.mosnas.model.family.bert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.engine.cost.NetworkCost;
import org.mosnas.model.network.Head;
import org.mosnas.model.supernet.Supernet;

/** Items 3.4, 3.5 and 8.4 of the specification, and formulas against the counting interpreter. */
class BertCostsTest {
  private static final int VOCABULARY = 30_522;

  @ParameterizedTest
  @CsvSource({
    "120, 34361328",
    "240, 45956448",
    "360, 59250768",
    "480, 74244288",
    "540, 82378248",
    "600, 90937008",
    "768, 117161472"
  })
  void countsUniformWidthsOfTheFirstSpace(int width, long parameters) {
    assertThat(BertCosts.publishedParameters(uniform(width, 3072), VOCABULARY))
        .isEqualTo(parameters);
  }

  @Test
  void countsOtherNumbersOfTheSpecification() {
    assertThat(published(BertSpec.homogeneous(12, 768, 12, 3072))).isEqualTo(109_483_776);
    assertThat(published((BertSpec) TestBerts.v5(12, 12).largest())).isEqualTo(109_483_776);
    assertThat(published(BertSpec.homogeneous(12, 120, 6, 240))).isEqualTo(5_137_560);
    assertThat(published((BertSpec) TestBerts.v5(12, 12).smallest())).isEqualTo(5_137_560);
    assertThat(published(uniform(120, 1024))).isEqualTo(28_438_512);
    assertThat(published(uniform(120, 512))).isEqualTo(26_957_808);
    int[] widths = {120, 240, 360, 480, 540, 600, 768, 600, 540, 480, 360, 240};
    BottleneckSpace v1 = TestBerts.v1();
    assertThat(published((BertSpec) v1.genes().spec(widths))).isEqualTo(71_136_576);
  }

  @Test
  void countsTheSubnetsOfEveryBudget() {
    double[][] budgets = {
      {4.0, 5.14}, {8, 10}, {25, 26.8}, {28, 30}, {48, 50}, {58, 60}, {65, 66.5}
    };
    assertThat(withinBudgets(TestBerts.v5(12, 12), budgets))
        .containsExactly(2, 22, 14, 14, 10, 10, 4);
    assertThat(withinBudgets(TestBerts.v5(24, 6, 9, 12), budgets))
        .containsExactly(18, 38, 20, 26, 14, 8, 10);
  }

  private static int[] withinBudgets(HomogeneousSpace space, double[][] budgets) {
    int[] counts = new int[budgets.length];
    for (int hidden : space.hidden()) {
      for (int heads : space.heads()) {
        for (int percent : space.ffnPercent()) {
          for (int layers : space.layers()) {
            long parameters = published(HomogeneousSpace.of(hidden, heads, percent, layers));
            for (int i = 0; i < budgets.length; i++) {
              boolean within =
                  parameters >= budgets[i][0] * 1e6 && parameters <= budgets[i][1] * 1e6;
              counts[i] += within ? 1 : 0;
            }
          }
        }
      }
    }
    return counts;
  }

  static Stream<Arguments> spacesAndHeads() {
    return Stream.of(TestBerts.v1(), TestBerts.v5(24, 6, 9, 12), TestBerts.narrow())
        .flatMap(
            space ->
                Stream.of(Head.TOKEN, Head.classes(3), Head.NUMBER)
                    .map(head -> Arguments.of(space, head)));
  }

  @ParameterizedTest
  @MethodSource("spacesAndHeads")
  void formulasEqualWhatTheInterpreterCounts(BertSpace space, Head head) {
    BertShape shape = BertShape.of(space, 1000).headed(head);
    int length = space.referenceLength();
    for (long seed = 0; seed < 50; seed++) {
      BertSpec spec = TestBerts.random(space, seed);
      assertThat(NetworkCost.of(shape, spec, length).subnet())
          .as("seed %d", seed)
          .isEqualTo(shape.costs(length).cost(spec));
    }
    for (BertSpec spec : List.of(space.largest(), space.smallest())) {
      assertThat(NetworkCost.of(shape, spec, length).subnet())
          .isEqualTo(shape.costs(length).cost(spec));
    }
  }

  @ParameterizedTest
  @MethodSource("spacesAndHeads")
  void parametersAreThoseOfTheShippedNetwork(BertSpace space, Head head) {
    BertShape shape = BertShape.of(space, 1000).headed(head);
    for (long seed = 0; seed < 5; seed++) {
      BertSpec spec = TestBerts.random(space, seed);
      var cost = shape.costs(5).cost(spec);
      long stored = Supernet.plain(shape.single(shape.shipped(spec))).layout().parameters();
      assertThat(cost.parameters() + cost.embeddingParameters()).isEqualTo(stored);
    }
  }

  /** The published count leaves the bias of the output layer out, and nothing else here. */
  @Test
  void plainNetworksHaveThePublishedCount() {
    for (long seed = 0; seed < 20; seed++) {
      BertSpec spec = TestBerts.random(TestBerts.v5(12, 12), seed);
      var cost = BertShape.of(spec, VOCABULARY, 512).costs(128).cost(spec);
      assertThat(cost.parameters() + cost.embeddingParameters() - VOCABULARY)
          .isEqualTo(published(spec));
    }
  }

  private static long published(BertSpec spec) {
    return BertCosts.publishedParameters(spec, VOCABULARY);
  }

  private static BertSpec uniform(int width, int ffn) {
    List<Integer> hidden = List.of(width);
    return new BottleneckSpace("uniform", 768, hidden, 12, ffn, 12, TestBerts.LENGTHS).largest();
  }
}
