package org.mosnas.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.TapeTensor;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

/** Parts of a network by themselves, on sentences of different lengths. */
class EnginesComputeAlikeTest {
  private static final Supernet SUPERNET = TinySupernet.plain();
  private static final TranslationSpec SPEC = TinySupernet.small();
  private static final TinySupernet.Batch BATCH = TinySupernet.batch(4);

  @Test
  void aPartOfANetworkGivesTheSameRowsOnBothEngines() {
    float[] expected = encoderLayer(EngineKind.TAPE);
    assertThat(expected).hasSize(BATCH.source().segments().rows() * SPEC.encoderEmbed());
    assertThat(encoderLayer(EngineKind.SAMEDIFF)).containsExactly(expected, within(1e-5f));
  }

  /** What follows a prefix is what follows its last token among those of the whole prefix. */
  @ParameterizedTest
  @EnumSource(names = {"TAPE", "SAMEDIFF"})
  void theNextScoresAreThoseOfTheLastRows(EngineKind kind) {
    TranslationNetwork network = TinySupernet.network(SUPERNET, SPEC, DropoutRates.NONE);
    float[] all =
        computed(
            kind,
            new Computation() {
              @Override
              public <T> T on(Ops<T> ops, Inputs<T> inputs) {
                return ops.logits(network.run(ops, BATCH.tokens()).hidden(), network.outputLayer());
              }
            });
    float[] next =
        computed(
            kind,
            new Computation() {
              @Override
              public <T> T on(Ops<T> ops, Inputs<T> inputs) {
                return network.next(ops, BATCH.source(), BATCH.target());
              }
            });
    Segments target = BATCH.target().segments();
    assertThat(all).hasSize(target.rows() * TinySupernet.VOCABULARY);
    assertThat(next).hasSize(target.count() * TinySupernet.VOCABULARY);
    for (int b = 0; b < target.count(); b++) {
      int last = (target.start(b) + target.length(b) - 1) * TinySupernet.VOCABULARY;
      assertThat(row(next, b * TinySupernet.VOCABULARY))
          .as("sentence %d", b)
          .containsExactly(row(all, last), within(1e-5f));
    }
  }

  @Test
  void aNetworkGivesTheHiddenStatesOfEveryDecoderLayer() {
    TranslationSpec spec = TinySupernet.largest();
    TranslationNetwork network = TinySupernet.network(SUPERNET, spec, DropoutRates.NONE);
    try (Workbench bench = new Workbench();
        ParameterBank parameters = Initializer.initialize(SUPERNET, 9)) {
      TapeOps ops = TapeOps.inference(bench, SUPERNET.collapse(spec, parameters, bench));
      Outputs<TapeTensor> outputs = network.run(ops, BATCH.tokens());
      assertThat(outputs.layers()).hasSize(spec.decoder().size()).hasSizeGreaterThan(1);
      assertThat(outputs.hidden()).isSameAs(outputs.layers().get(1));
      assertThat(outputs.layer()).isEqualTo(network.outputLayer());
      for (TapeTensor layer : outputs.layers()) {
        assertThat(layer.value().rows()).isEqualTo(BATCH.targets().length);
        assertThat(layer.value().columns()).isEqualTo(spec.decoderEmbed());
      }
      assertThat(outputs.layers().get(0).value().toArray())
          .isNotEqualTo(outputs.hidden().value().toArray());
    }
  }

  private static float[] row(float[] scores, int from) {
    return Arrays.copyOfRange(scores, from, from + TinySupernet.VOCABULARY);
  }

  private static float[] computed(EngineKind kind, Computation computation) {
    float[][] result = new float[1][];
    try (Engine engine = kind.open();
        ParameterBank parameters = Initializer.initialize(SUPERNET, 9)) {
      engine.compute(
          SUPERNET.collapse(SPEC, parameters, engine.workbench()),
          computation,
          values -> result[0] = values.toArray());
    }
    return result[0];
  }

  private static float[] encoderLayer(EngineKind kind) {
    TranslationNetwork network = TinySupernet.network(SUPERNET, SPEC, DropoutRates.NONE);
    float[][] result = new float[1][];
    try (Engine engine = kind.open();
        ParameterBank parameters = Initializer.initialize(SUPERNET, 9)) {
      Matrix rows =
          Matrices.random(
              BATCH.source().segments().rows(), SPEC.encoderEmbed(), new SplittableRandom(3));
      var weights = SUPERNET.collapse(SPEC, parameters, engine.workbench());
      Arena.Mark mark = engine.workbench().arena().mark();
      engine.compute(
          weights,
          new Computation() {
            @Override
            public <T> T on(Ops<T> ops, Inputs<T> inputs) {
              T x = inputs.of(BATCH.source(), rows);
              return network.encoderLayer(ops, 0, x, BATCH.source().segments());
            }
          },
          values -> result[0] = values.toArray());
      assertThat(engine.workbench().arena().mark()).isEqualTo(mark);
    }
    return result[0];
  }
}
