package org.mosnas.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.family.translation.DecoderChoices;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderChoices;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.Constraints.Quantity;

/** The minimum that works on genes against all subnets of small spaces. */
class LayerwiseMinimumTest {
  static Stream<TranslationSpace> spaces() {
    return Stream.of(TestProblems.tiny(), deepEncoder(), deepDecoder());
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void isTheSmallestSumOfBlocksThereIs(TranslationSpace space) {
    for (long seed = 0; seed < 3; seed++) {
      // Whole numbers, so that sums are exact in any order.
      Map<Block, Long> values = new HashMap<>();
      for (Block block : space.blocks()) {
        values.put(block, Seeds.generator(seed, block.toString()).nextLong(1, 1000));
      }
      requireSmallest(space, spec -> spec.blocks().stream().mapToLong(values::get).sum());
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void isTheSmallestCostThereIs(TranslationSpace space) {
    CostModel costs = TestProblems.problem(space).costs();
    for (Quantity quantity : List.of(Quantity.PARAMETERS, Quantity.FLOPS)) {
      requireSmallest(space, spec -> quantity.of(costs.costs(spec)));
      requireSmallest(space, spec -> -quantity.of(costs.costs(spec)));
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void ofEqualSubnetsItIsTheOneWhoseChoicesComeFirst(TranslationSpace space) {
    Genes genes = space.genes();
    int[] first = new int[genes.count()];
    for (int gene = 0; gene < first.length; gene++) {
      first[gene] = genes.choices(gene).get(0);
    }
    assertThat(LayerwiseMinimum.of(space, spec -> 1)).isEqualTo(genes.spec(first));
  }

  private static void requireSmallest(
      TranslationSpace space, ToDoubleFunction<SubnetSpec> objective) {
    double[] smallest = {Double.POSITIVE_INFINITY};
    TestProblems.forEach(
        space, spec -> smallest[0] = Math.min(smallest[0], objective.applyAsDouble(spec)));
    SubnetSpec found = LayerwiseMinimum.of(space, objective);
    assertThat(space.contains(found)).isTrue();
    assertThat(objective.applyAsDouble(found)).as(space.name()).isEqualTo(smallest[0]);
  }

  /** Encoders of several depths, listed neither upwards nor downwards. */
  private static TranslationSpace deepEncoder() {
    return new TranslationSpace(
        "deep-encoder",
        new EncoderChoices(List.of(6, 8), List.of(3, 4, 2), List.of(12, 16), List.of(2, 4)),
        new DecoderChoices(
            List.of(8), List.of(1), List.of(16, 8), List.of(2), List.of(2, 4), List.of(2, 1)),
        8,
        EmbeddingSharing.SHARED,
        7);
  }

  /** Decoders of several depths under an encoder without a choice. */
  private static TranslationSpace deepDecoder() {
    return new TranslationSpace(
        "deep-decoder",
        new EncoderChoices(List.of(8), List.of(3), List.of(16), List.of(2)),
        new DecoderChoices(
            List.of(8, 6), List.of(3, 1, 2), List.of(16), List.of(4, 2), List.of(2), List.of(3, 1)),
        8,
        EmbeddingSharing.SEPARATE,
        5);
  }
}
