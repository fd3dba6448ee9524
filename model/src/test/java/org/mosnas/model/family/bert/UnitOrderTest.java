package org.mosnas.model.family.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.Ops;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.WarmStart;
import org.mosnas.model.train.Importances;

class UnitOrderTest {
  private static final int VOCABULARY = 23;

  @ParameterizedTest
  @EnumSource(Head.Kind.class)
  void theNetworkComputesTheSame(Head.Kind kind) {
    Head head =
        switch (kind) {
          case TOKEN -> Head.TOKEN;
          case CLASS -> Head.classes(3);
          case NUMBER -> Head.NUMBER;
        };
    DenseSubnet network = random(BertSpec.homogeneous(3, 16, 4, 24), 4).headed(head, 1);
    DenseSubnet ordered = byMagnitude(network);
    assertThat(ordered.parameters()).isNotEqualTo(network.parameters());
    TextBatch texts = TestBerts.texts(new SplittableRandom(2), head, VOCABULARY, 5, 9);
    assertThat(scores(ordered, texts)).containsExactly(scores(network, texts), within(1e-5f));
  }

  @Test
  void theLargestSubnetOfASpaceWithBottlenecksComputesTheSame() {
    DenseSubnet network = random(BertSpec.homogeneous(3, 16, 4, 20), 5);
    BertShape shape = BertShape.of(TestBerts.narrow(), VOCABULARY);
    Supernet supernet = Supernet.plain(shape);
    TextBatch texts = TestBerts.texts(new SplittableRandom(3), Head.TOKEN, VOCABULARY, 5, 9);
    try (ParameterBank bank = new WarmStart(supernet, byMagnitude(network), 0.1).parameters(1)) {
      DenseSubnet largest = supernet.extract(shape.envelope(), bank.toArray());
      assertThat(scores(largest, texts)).containsExactly(scores(network, texts), within(1e-5f));
    }
  }

  /** One layer, 2 units in 2 heads, 3 neurons: small enough to be put in order by hand. */
  @Test
  void unitsWithLargeWeightsComeFirst() {
    BertShape shape = BertShape.of(BertSpec.homogeneous(1, 2, 2, 3), 2, 1);
    try (ParameterBank bank = new ParameterBank(Supernet.plain(shape).layout())) {
      set(bank, BertNames.WORDS, 1, 5, 2, 6);
      set(bank, BertNames.EMBEDDINGS_NORM + ".bias", 1, 2);
      String layer = BertNames.layer(0);
      // Rows are heads, columns units of the stream; the second head and the second unit are
      // greater.
      set(bank, layer + BertNames.QUERY + ".weight", 1, 2, 3, 4);
      set(bank, layer + BertNames.VALUE + ".bias", -7, 8);
      set(bank, layer + BertNames.ATTENTION_OUT + ".weight", 1, 2, 3, 4);
      // Rows are neurons; the third is the greatest, by its absolute weights.
      set(bank, layer + BertNames.FFN_IN + ".weight", 1, 2, 3, 4, -5, -6);
      set(bank, layer + BertNames.FFN_IN + ".bias", 1, 2, 3);
      set(bank, layer + BertNames.FFN_OUT + ".weight", 1, 2, 3, 4, 5, 6);
      DenseSubnet ordered = byMagnitude(new DenseSubnet(shape, bank.toArray()));
      try (ParameterBank after = ordered.toBank()) {
        assertValues(after, BertNames.WORDS, 5, 1, 6, 2);
        assertValues(after, BertNames.EMBEDDINGS_NORM + ".bias", 2, 1);
        assertValues(after, layer + BertNames.QUERY + ".weight", 4, 3, 2, 1);
        assertValues(after, layer + BertNames.VALUE + ".bias", 8, -7);
        assertValues(after, layer + BertNames.ATTENTION_OUT + ".weight", 4, 3, 2, 1);
        assertValues(after, layer + BertNames.FFN_IN + ".weight", -6, -5, 4, 3, 2, 1);
        assertValues(after, layer + BertNames.FFN_IN + ".bias", 3, 2, 1);
        assertValues(after, layer + BertNames.FFN_OUT + ".weight", 6, 5, 4, 3, 2, 1);
      }
    }
  }

  @Test
  void unitsThatMatterAlikeStayWhereTheyAre() {
    DenseSubnet network = random(BertSpec.homogeneous(2, 8, 2, 12), 6);
    float[] alike = new float[network.parameters().length];
    Arrays.fill(alike, 1);
    assertThat(UnitOrder.of(network, alike).parameters()).isEqualTo(network.parameters());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void prefixesKeepMoreOfTheWeights(int seed) {
    BertSpec largest = TestBerts.plain().largest();
    DenseSubnet network = random(largest, seed);
    for (BertSpec spec :
        List.of(
            TestBerts.plain().smallest(),
            HomogeneousSpace.of(12, 4, 150, 3),
            HomogeneousSpace.of(16, 4, 150, 3))) {
      assertThat(kept(byMagnitude(network), spec)).isGreaterThan(kept(network, spec));
    }
  }

  @Test
  void theOrderCanBeThatOfGradients() {
    DenseSubnet network = random(BertSpec.homogeneous(2, 8, 2, 12), 7);
    List<TextBatch> texts =
        List.of(TestBerts.texts(new SplittableRandom(3), Head.TOKEN, VOCABULARY, 5, 9));
    try (Engine engine = new TapeEngine()) {
      float[] importances = Importances.ofGradient(network, texts, new CrossEntropy(0), engine);
      DenseSubnet ordered = UnitOrder.of(network, importances);
      assertThat(ordered.parameters())
          .isNotEqualTo(network.parameters())
          .isNotEqualTo(byMagnitude(network).parameters());
      assertThat(scores(ordered, texts.get(0)))
          .containsExactly(scores(network, texts.get(0)), within(1e-5f));
    }
  }

  @Test
  void networksWithBottlenecksAreRefused() {
    DenseSubnet network = random(TestBerts.narrow().largest(), 1);
    assertThatThrownBy(() -> byMagnitude(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("only units of networks without bottlenecks can be put in order");
  }

  private static DenseSubnet byMagnitude(DenseSubnet network) {
    return UnitOrder.of(network, Importances.ofMagnitude(network));
  }

  /** Sum of the absolute weights that a subnet has. */
  private static double kept(DenseSubnet network, BertSpec spec) {
    double sum = 0;
    for (float value : network.network().extract(spec, network.parameters()).parameters()) {
      sum += Math.abs(value);
    }
    return sum;
  }

  /** Every value is drawn, so that no permutation is hidden by values that are alike. */
  private static DenseSubnet random(BertSpec spec, long seed) {
    BertShape shape = BertShape.of(spec, VOCABULARY, 9);
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[Supernet.plain(shape).layout().floats()];
    try (ParameterBank bank = new ParameterBank(Supernet.plain(shape).layout())) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (0.3 * random.nextGaussian());
      }
      bank.assign(values);
      return new DenseSubnet(shape, bank.toArray());
    }
  }

  private static float[] scores(DenseSubnet network, TextBatch texts) {
    float[][] scores = new float[1][];
    try (Engine engine = new TapeEngine();
        ParameterBank bank = network.toBank()) {
      engine.compute(
          network.network().collapse(network.spec(), bank, engine.workbench()),
          new Computation() {
            @Override
            public <T> T on(Ops<T> ops, Inputs<T> inputs) {
              return BertNetwork.of(network).scores(ops, texts);
            }
          },
          values -> scores[0] = values.toArray());
    }
    return scores[0];
  }

  private static void set(ParameterBank bank, String name, float... values) {
    bank.matrix(name).assign(values);
  }

  private static void assertValues(ParameterBank bank, String name, float... values) {
    assertThat(bank.matrix(name).toArray()).as(name).containsExactly(values);
  }
}
