package org.mosnas.model.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.cost.NetworkCost;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.LossOps.Targets;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Ops.Norm;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

/** Item 8.9 of the specification, on both engines. */
class BuildingBlocksTest {
  private static final int QKV = 512;

  @ParameterizedTest
  @EnumSource
  void positionsAreColumnsOfTheWidestTable(TestEngine engine) {
    try (TestWeights weights = new TestWeights().with("embeddings", 2, 512, new float[1024])) {
      weights.weight("embeddings").value().set(1, 0, 1);
      float[] rows =
          engine.values(
              weights,
              new Expression() {
                @Override
                public <T> T on(LossOps<T> ops, Constants<T> constants) {
                  return ops.embed("embeddings", tokens(Tokens.Side.SOURCE, 1, 0), 512, 640);
                }
              });
      assertThat(rows).hasSize(1024);
      // Both sentences have one token: the root of the sampled width times the embedding, plus row
      // 2.
      assertThat((double) rows[0]).isCloseTo(Math.sqrt(512) + 0.9092974268, within(2e-6));
      assertThat((double) rows[512]).isCloseTo(0.9092974268, within(1e-7));
      assertThat((double) rows[512 + 320]).isCloseTo(-0.4161468365, within(1e-7));
      assertThat((double) rows[512 + 511]).isCloseTo(0.9999675616, within(1e-7));
    }
  }

  @ParameterizedTest
  @EnumSource
  void layerNormUsesTheSliceOfWeightAndBias(TestEngine engine) {
    try (TestWeights weights =
        new TestWeights().with("norm.gain", 1, 4, 1, 1, 2, 2).with("norm.bias", 1, 4, 0, 0, 1, 1)) {
      float[] row =
          engine.values(
              weights,
              new Expression() {
                @Override
                public <T> T on(LossOps<T> ops, Constants<T> constants) {
                  Tokens one = tokens(Tokens.Side.SOURCE, 0);
                  return ops.residualNorm(
                      constants.of(one, 4, 1, 2, 3, 4),
                      constants.of(one, 4, new float[4]),
                      new Norm("norm", 1e-5f),
                      0);
                }
              });
      assertThat(row)
          .containsExactly(
              new float[] {-1.34163542f, -0.44721181f, 1.89442361f, 3.68327084f}, within(1e-6f));
    }
  }

  @ParameterizedTest
  @EnumSource
  void labelSmoothingHasTheGoldenValue(TestEngine engine) {
    try (TestWeights weights =
        new TestWeights()
            .with("embeddings", 4, 4, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)) {
      float[] lossAndNll =
          engine.values(
              weights,
              new Expression() {
                @Override
                public <T> T on(LossOps<T> ops, Constants<T> constants) {
                  Tokens one = tokens(Tokens.Side.TARGET, 0);
                  T logits = constants.of(one, 4, 2, 1, 0.5f, -1);
                  return ops.crossEntropy(
                      logits,
                      new Outputs.Layer("embeddings", 4),
                      new Targets(new int[] {1}, 0.1, 1));
                }
              });
      assertThat((double) lossAndNll[0]).isCloseTo(1.532681898, within(1e-6));
      assertThat((double) lossAndNll[1]).isCloseTo(1.495181898, within(1e-6));
      assertThat(lossAndNll[0] / Math.log(2)).isCloseTo(2.211192574, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void headsDivideTheWidthAndSetTheScale(TestEngine engine) {
    double c = 0.1;
    // One key of c everywhere and one of zeros; their values are 1 and 0, so the output is the
    // first probability.
    assertThat(firstProbability(engine, 8, c)).isCloseTo(sigmoid(0.125 * 64 * c), within(1e-6));
    assertThat(firstProbability(engine, 4, c))
        .isCloseTo(sigmoid(0.0883883476 * 128 * c), within(1e-6));
  }

  private static double firstProbability(TestEngine engine, int heads, double c) {
    float[] keys = new float[2 * QKV];
    float[] values = new float[2 * QKV];
    float[] query = new float[QKV];
    for (int i = 0; i < QKV; i++) {
      query[i] = 1;
      keys[i] = (float) c;
      values[i] = 1;
    }
    try (TestWeights weights = new TestWeights()) {
      float[] seen =
          engine.values(
              weights,
              new Expression() {
                @Override
                public <T> T on(LossOps<T> ops, Constants<T> constants) {
                  Tokens one = Tokens.of(Tokens.Side.TARGET, new int[1], Segments.of(1));
                  Tokens two = Tokens.of(Tokens.Side.SOURCE, new int[2], Segments.of(2));
                  return ops.attention(
                      constants.of(one, QKV, query),
                      constants.of(two, QKV, keys),
                      constants.of(two, QKV, values),
                      new Attention(one.segments(), two.segments(), heads, false),
                      0);
                }
              });
      assertThat(seen).hasSize(QKV).containsOnly(seen[0]);
      return seen[0];
    }
  }

  @ParameterizedTest
  @EnumSource
  void headsChangeTheOutputAndNoParameter(TestEngine engine) {
    TranslationSpec few = withHeads(2);
    TranslationSpec many = withHeads(4);
    assertThat(NetworkCost.of(TinySupernet.shape(EmbeddingSharing.SHARED), many, 5).subnet())
        .isEqualTo(NetworkCost.of(TinySupernet.shape(EmbeddingSharing.SHARED), few, 5).subnet());
    float[] fewHeads = hidden(engine, few, false);
    float[] manyHeads = hidden(engine, many, false);
    assertThat(manyHeads).hasSameSizeAs(fewHeads);
    double difference = 0;
    for (int i = 0; i < fewHeads.length; i++) {
      difference = Math.max(difference, Math.abs(fewHeads[i] - manyHeads[i]));
    }
    assertThat(difference).isGreaterThan(1e-3);
  }

  @ParameterizedTest
  @EnumSource
  void attendingToDuplicatesIsAttendingOnce(TestEngine engine) {
    float[] once = hidden(engine, attending(1), true);
    assertThat(hidden(engine, attending(2), true)).containsExactly(once, within(1e-6f));
    assertThat(hidden(engine, attending(3), true)).containsExactly(once, within(1e-6f));
    assertThat(hidden(engine, attending(2), false)).isNotEqualTo(once);
  }

  /** What the decoder makes of the batch, optionally pretending that encoder layers are equal. */
  private static float[] hidden(TestEngine engine, TranslationSpec spec, boolean equalLayers) {
    Supernet supernet = TinySupernet.plain();
    TinySupernet.Batch batch = TinySupernet.batch(4);
    TranslationNetwork network = TinySupernet.network(supernet, spec, DropoutRates.NONE);
    try (ParameterBank parameters = Initializer.initialize(supernet, 9);
        Workbench bench = new Workbench()) {
      Subnet weights = supernet.collapse(spec, parameters, bench);
      return engine.values(
          weights,
          new Expression() {
            @Override
            public <T> T on(LossOps<T> ops, Constants<T> constants) {
              List<T> layers = network.encode(ops, batch.source());
              if (equalLayers) {
                T last = layers.get(2);
                layers = List.of(last, last, last);
              }
              List<T> decoded =
                  network.decode(ops, batch.target(), layers, batch.source().segments());
              return decoded.get(decoded.size() - 1);
            }
          });
    }
  }

  private static TranslationSpec withHeads(int heads) {
    return new TranslationSpec(
        20,
        20,
        List.of(
            new EncoderLayerSpec(24, heads),
            new EncoderLayerSpec(24, heads),
            new EncoderLayerSpec(24, heads)),
        List.of(new DecoderLayerSpec(24, heads, heads, 2)));
  }

  private static TranslationSpec attending(int layers) {
    TranslationSpec spec = withHeads(2);
    return new TranslationSpec(
        20, 20, spec.encoder(), List.of(new DecoderLayerSpec(24, 2, 2, layers)));
  }

  /** One sentence per token. */
  private static Tokens tokens(Tokens.Side side, int... ids) {
    int[] ones = new int[ids.length];
    Arrays.fill(ones, 1);
    return Tokens.of(side, ids, Segments.of(ones));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
