package org.mosnas.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

/** One layer by itself, on sentences of different lengths. */
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

  private static float[] encoderLayer(EngineKind kind) {
    TranslationNetwork network = new TranslationNetwork(SUPERNET.shape(), SPEC, DropoutRates.NONE);
    float[][] result = new float[1][];
    try (TranslationEngine engine = kind.open();
        ParameterBank parameters = Initializer.initialize(SUPERNET, 9)) {
      Matrix rows =
          Matrices.random(
              BATCH.source().segments().rows(), SPEC.encoderEmbed(), new SplittableRandom(3));
      var weights = SUPERNET.collapse(SPEC, parameters, engine.workbench());
      Arena.Mark mark = engine.workbench().arena().mark();
      engine.compute(
          weights,
          new Part() {
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
