package org.mosnas.model.engine.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.TapeTensor;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.ReferenceArchitectures;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationCosts;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Ops.Norm;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.space.SubnetCost;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

/** Items 8.1 to 8.3 of the specification, by interpreting the network. */
class NetworkCostTest {
  private static final int VOCABULARY = 32_768;

  record Case(TranslationSpace space, int source, int target) {
    NetworkCost cost(TranslationSpec spec) {
      return NetworkCost.of(
          TranslationShape.of(space, source, target), spec, space.referenceLength());
    }

    TranslationCosts formula() {
      return TranslationCosts.of(space, source, target);
    }
  }

  static Stream<Case> spaces() {
    return Stream.of(
        new Case(TestSpaces.hatWmt(), VOCABULARY, VOCABULARY),
        new Case(TestSpaces.hatWmt(), 44_512, 44_512),
        new Case(TestSpaces.hatIwslt(), 8_848, 6_632),
        new Case(TestSpaces.micro(), 100, 100));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void equalsTheFormulasForRandomSubnetsAndTheExtremes(Case c) {
    TranslationCosts formula = c.formula();
    for (long seed = 0; seed < 300; seed++) {
      TranslationSpec spec = TestSpaces.random(c.space(), seed);
      assertThat(c.cost(spec).subnet()).as("seed %d", seed).isEqualTo(formula.cost(spec));
    }
    for (TranslationSpec spec : List.of(c.space().smallest(), c.space().largest())) {
      assertThat(c.cost(spec).subnet()).isEqualTo(formula.cost(spec));
    }
  }

  @Test
  void givesTheNumbersOfTheLargestAndSmallestSubnet() {
    Case wmt = new Case(TestSpaces.hatWmt(), VOCABULARY, VOCABULARY);
    SubnetCost largest = wmt.cost(wmt.space().largest()).subnet();
    assertThat(largest.parameters()).isEqualTo(70_900_992);
    assertThat(largest.flops()).isEqualTo(4_528_681_188L);
    assertThat(largest.embeddingParameters()).isEqualTo(20_971_520);
    SubnetCost smallest = wmt.cost(wmt.space().smallest()).subnet();
    assertThat(smallest.parameters()).isEqualTo(15_771_136);
    assertThat(smallest.flops()).isEqualTo(992_532_648L);
  }

  @Test
  void givesTheNumbersOfTransformerBig() {
    TranslationSpec big =
        new TranslationSpec(
            1024,
            1024,
            Collections.nCopies(6, new EncoderLayerSpec(4096, 16)),
            Collections.nCopies(6, new DecoderLayerSpec(4096, 16, 16, 1)));
    TranslationShape shape =
        new TranslationShape(
            big, 1024, EmbeddingSharing.SHARED, VOCABULARY, VOCABULARY, new FullWidth(1024, 1024));
    SubnetCost cost = NetworkCost.of(shape, big, 30).subnet();
    assertThat(cost.parameters()).isEqualTo(176_357_376);
    assertThat(cost.flops()).isEqualTo(10_639_073_508L);
  }

  @Test
  void givesEveryRowOfHatsTable() {
    TranslationShape shape = TranslationShape.of(TestSpaces.hatWmt(), VOCABULARY, VOCABULARY);
    for (ReferenceArchitectures.Row row : ReferenceArchitectures.hat()) {
      SubnetCost cost = NetworkCost.of(shape, row.spec(), row.length()).subnet();
      assertThat(cost.parameters()).as("%s", row).isEqualTo(row.number("params_no_embed"));
      assertThat(cost.flops()).as("%s", row).isEqualTo(row.number("flops_no_last_layer"));
    }
  }

  @Test
  void givesEveryRowOfTheSeedArchitectures() {
    for (ReferenceArchitectures.Row row : ReferenceArchitectures.mosSeeds()) {
      int vocabulary = Math.toIntExact(row.number("embed_params") / row.spec().decoderEmbed());
      SubnetCost cost =
          new Case(TestSpaces.hatWmt(), vocabulary, vocabulary).cost(row.spec()).subnet();
      assertThat(cost.parameters()).as("%s", row).isEqualTo(row.number("params_no_embed"));
      assertThat(cost.flops()).as("%s", row).isEqualTo(row.number("flops_no_last_layer"));
      assertThat(cost.outputLayerFlops()).as("%s", row).isEqualTo(row.number("last_layer_flops"));
    }
  }

  @Test
  void activationMemoryIsWhatTheTapeKeeps() {
    TranslationSpec spec =
        new TranslationSpec(
            64,
            48,
            List.of(
                new EncoderLayerSpec(128, 4),
                new EncoderLayerSpec(96, 2),
                new EncoderLayerSpec(64, 4)),
            List.of(new DecoderLayerSpec(128, 4, 2, 3), new DecoderLayerSpec(96, 2, 4, 1)));
    Supernet supernet =
        Supernet.plain(
            new TranslationShape(spec, 64, EmbeddingSharing.SHARED, 50, 50, new FullWidth(64, 64)));
    int length = 24;
    Batch batch = supernet.shape().blank(1, length);
    try (ParameterBank parameters = Initializer.initialize(supernet, 1);
        ParameterBank gradients = new ParameterBank(supernet.layout());
        Workbench bench = new Workbench()) {
      TapeOps ops =
          TapeOps.training(
              bench, supernet.collapse(spec, parameters, gradients, bench, 0), Pass.of(0));
      Outputs<TapeTensor> outputs =
          TinySupernet.network(supernet, spec, DropoutRates.NONE).run(ops, batch);
      new CrossEntropy(0).loss(ops, outputs, batch);
      Arena.Mark mark = bench.arena().mark();
      assertThat(mark.chunk()).isZero();
      double kept = (double) mark.next() * Float.BYTES;
      double counted = NetworkCost.of(supernet.shape(), spec, length).activationBytes();
      assertThat(counted).isCloseTo(kept, within(0.01 * kept));
    }
  }

  @Test
  void refusesShapesThatDoNotFit() {
    CostOps ops = new CostOps(table -> 1);
    CostShape x = new CostShape(3, 8);
    assertThatThrownBy(() -> ops.columns(x, 4, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ops.residualNorm(x, new CostShape(3, 7), new Norm("norm", 1e-5f), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7");
  }
}
