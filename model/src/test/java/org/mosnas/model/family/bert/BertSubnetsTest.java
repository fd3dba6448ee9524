package org.mosnas.model.family.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.Ops;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;

/** Slices, mixtures, merged bottlenecks and first values. */
class BertSubnetsTest {
  private static final int VOCABULARY = 23;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void whatIsExtractedAndMergedComputesTheSame(int seed) {
    BertSpace space = seed % 2 == 0 ? TestBerts.narrow() : TestBerts.plain();
    Mixture mixture = seed < 3 ? Mixture.layerWise(2, 4) : Mixture.neuronWise(3, 4);
    Supernet supernet =
        new Supernet(
            BertShape.of(space, VOCABULARY),
            mixture,
            new SpecRouterInput(space.specEncoder(), EncodingKind.FINE));
    SplittableRandom random = new SplittableRandom(seed);
    TextBatch texts = TestBerts.texts(random, Head.TOKEN, VOCABULARY, 3, 7);
    BertSpec spec = TestBerts.random(space, seed);
    try (Engine engine = new TapeEngine();
        ParameterBank parameters = Initializer.initialize(supernet, seed)) {
      jitter(parameters, random);
      Subnet weights = supernet.collapse(spec, parameters, engine.workbench());
      PassResult expected =
          engine.evaluate(
              supernet.shape().network(spec, DropoutRates.NONE),
              weights,
              texts,
              new CrossEntropy(0));
      DenseSubnet dense = supernet.extract(spec, parameters.toArray());
      assertThat(loss(engine, dense, texts))
          .isCloseTo(expected.loss(), within(1e-5 * expected.loss()));
      DenseSubnet shipped = BertMerge.merged(dense);
      assertThat(shipped.spec()).isEqualTo(spec.merged());
      assertThat(loss(engine, shipped, texts))
          .isCloseTo(expected.loss(), within(1e-5 * expected.loss()));
      assertThat(BertMerge.merged(shipped)).isSameAs(shipped);
    }
  }

  private static double loss(Engine engine, DenseSubnet subnet, TextBatch texts) {
    try (ParameterBank bank = subnet.toBank()) {
      Subnet weights = subnet.network().collapse(subnet.spec(), bank, engine.workbench());
      return engine.evaluate(BertNetwork.of(subnet), weights, texts, new CrossEntropy(0)).loss();
    }
  }

  @Test
  void whatLiesOutsideASliceChangesNothing() {
    BottleneckSpace space = TestBerts.narrow();
    Supernet supernet = Supernet.plain(BertShape.of(space, VOCABULARY));
    BertSpec spec = (BertSpec) space.genes().spec(new int[] {8, 12, 8});
    try (ParameterBank parameters = Initializer.initialize(supernet, 1)) {
      DenseSubnet before = supernet.extract(spec, parameters.toArray());
      String query = BertNames.layer(0) + BertNames.QUERY + ".weight";
      parameters.matrix(query).set(8, 0, 7f);
      parameters.matrix(query).set(0, 8, 7f);
      assertThat(supernet.extract(spec, parameters.toArray()).parameters())
          .isEqualTo(before.parameters());
      parameters.matrix(query).set(7, 7, 7f);
      assertThat(supernet.extract(spec, parameters.toArray()).parameters())
          .isNotEqualTo(before.parameters());
    }
  }

  /** Item 8.9: bottlenecks that are the identity are none. */
  @Test
  void theLargestSubnetWithIdentityBottlenecksIsPlainBert() {
    BertSpec largest = TestBerts.narrow().largest();
    BertSpec plain = new BertSpec(Bottlenecks.NONE, largest.embed(), largest.layers());
    BertShape shape = BertShape.of(TestBerts.narrow(), VOCABULARY);
    Supernet supernet = Supernet.plain(shape);
    TextBatch texts = TestBerts.texts(new SplittableRandom(2), Head.TOKEN, VOCABULARY, 3, 7);
    try (Engine engine = new TapeEngine();
        ParameterBank parameters = Initializer.initialize(supernet, 4)) {
      DenseSubnet with = supernet.extract(largest, parameters.toArray());
      Supernet without = Supernet.plain(shape.single(plain));
      try (ParameterBank bank = new ParameterBank(without.layout())) {
        bank.layout()
            .names()
            .forEach(name -> bank.matrix(name).assign(parameters.matrix(name).toArray()));
        assertThat(loss(engine, new DenseSubnet(without.shape(), bank.toArray()), texts))
            .isEqualTo(loss(engine, with, texts));
      }
    }
  }

  @Test
  void aHeadLeavesWhatIsBelowIt() {
    BertShape tokens = BertShape.of(TestBerts.plain(), VOCABULARY);
    Set<String> below = new LinkedHashSet<>(Supernet.plain(tokens).layout().names());
    below.removeIf(name -> name.startsWith("cls."));
    for (Head head : List.of(Head.classes(5), Head.NUMBER)) {
      BertShape headed = tokens.headed(head);
      List<String> names = List.copyOf(Supernet.plain(headed).layout().names());
      assertThat(names)
          .startsWith(below.toArray(String[]::new))
          .endsWith(
              "pooler.dense.weight", "pooler.dense.bias", "classifier.weight", "classifier.bias")
          .hasSize(below.size() + 4);
      assertThat(headed.headed(Head.TOKEN)).isEqualTo(tokens);
      assertThat(headed.head()).isEqualTo(head);
    }
  }

  @Test
  void weightsBeginAsPublished() {
    Supernet supernet = Supernet.plain(BertShape.of(TestBerts.narrow(), 4000));
    try (ParameterBank bank = Initializer.initialize(supernet, 3)) {
      float[] words = bank.matrix(BertNames.WORDS).toArray();
      double squares = 0;
      for (float value : words) {
        assertThat(Math.abs(value)).isLessThanOrEqualTo(0.04f);
        squares += value * value;
      }
      // A normal variable that is cut off at two deviations has 0.88 of its deviation.
      assertThat(Math.sqrt(squares / words.length)).isCloseTo(0.02 * 0.8796, within(2e-4));
      assertThat(bank.matrix(BertNames.WORDS).rows(0, 1).toArray()).containsOnly(0f);
      assertThat(bank.matrix(BertNames.WORDS).rows(1, 1).toArray()).doesNotContain(0f);
      assertThat(bank.matrix(BertNames.POSITIONS).rows(0, 1).toArray()).doesNotContain(0f);
      float[] in = bank.matrix(BertNames.layer(1) + BertNames.BOTTLENECK_IN + ".weight").toArray();
      float[] identity = new float[16 * 16];
      for (int i = 0; i < 16; i++) {
        identity[i * 17] = 1;
      }
      assertThat(in).isEqualTo(identity);
      float[] query = bank.matrix(BertNames.layer(1) + BertNames.QUERY + ".weight").toArray();
      assertThat(Arrays.equals(query, new float[query.length])).isFalse();
      assertThat(bank.matrix(BertNames.TOKEN_BIAS).toArray()).containsOnly(0f);
      assertThat(bank.matrix(BertNames.layer(1) + BertNames.QUERY + ".bias").toArray())
          .containsOnly(0f);
      assertThat(bank.matrix(BertNames.EMBEDDINGS_NORM + ".gain").toArray()).containsOnly(1f);
    }
  }

  /** 0.02 is for the 768 inputs of BERT; more of them change nothing, as in its own layers. */
  @ParameterizedTest
  @CsvSource({"768, 3072, 0.02, 0.02", "192, 384, 0.04, 0.0283", "48, 192, 0.08, 0.04"})
  void narrowMapsBeginWider(int width, int ffn, double query, double out) {
    BertShape shape = BertShape.of(BertSpec.homogeneous(1, width, 4, ffn), VOCABULARY, 9);
    try (ParameterBank bank = Initializer.initialize(Supernet.plain(shape), 3)) {
      String layer = BertNames.layer(0);
      assertThat(deviation(bank, layer + BertNames.QUERY + ".weight"))
          .isCloseTo(query * 0.8796, within(0.04 * query));
      assertThat(deviation(bank, layer + BertNames.FFN_OUT + ".weight"))
          .isCloseTo(out * 0.8796, within(0.04 * out));
    }
  }

  private static double deviation(ParameterBank bank, String name) {
    double squares = 0;
    float[] values = bank.matrix(name).toArray();
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    BertShape shape = BertShape.of(TestBerts.plain(), VOCABULARY);
    BertNetwork network = shape.network(shape.envelope(), DropoutRates.NONE);
    TextBatch texts = shape.blank(1, 10);
    try (Engine engine = new TapeEngine();
        ParameterBank bank = new ParameterBank(Supernet.plain(shape).layout())) {
      Subnet weights = Supernet.plain(shape).collapse(shape.envelope(), bank, engine.workbench());
      assertThatThrownBy(
              () ->
                  engine.compute(
                      weights,
                      new Computation() {
                        @Override
                        public <T> T on(Ops<T> ops, Inputs<T> inputs) {
                          return network.scores(ops, texts);
                        }
                      },
                      values -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a text has 10 tokens, and the network knows 9 positions");
    }
  }

  private static void jitter(ParameterBank parameters, SplittableRandom random) {
    float[] values = parameters.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.2 * random.nextGaussian());
    }
    parameters.assign(values);
  }
}
