package org.mosnas.model.engine.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TestBatches;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

/** A network whose products are large enough to be rounded. */
class Bfloat16EngineTest {
  private static final int VOCABULARY = 600;
  private static final int SENTENCES = 16;
  private static final int LENGTH = 20;

  private static final TranslationSpec SPEC =
      new TranslationSpec(
          96,
          96,
          List.of(new EncoderLayerSpec(384, 4)),
          List.of(new DecoderLayerSpec(384, 4, 4, 1)));

  private static final Supernet SUPERNET =
      Supernet.plain(
          new TranslationShape(
              SPEC, 96, EmbeddingSharing.SHARED, VOCABULARY, VOCABULARY, new FullWidth(96, 96)));

  private static final TokenBatch BATCH =
      TestBatches.of(tokens(Tokens.Side.SOURCE, 1), tokens(Tokens.Side.TARGET, 2), ids(3));

  private record Pass(PassResult trained, PassResult evaluated, float[] gradients) {}

  @BeforeAll
  static void needsTheProcessor() {
    try (Engine engine = EngineKind.TAPE_BFLOAT16.open()) {
      assertThat(engine.kind()).isEqualTo(EngineKind.TAPE);
    } catch (MosnasException missing) {
      assumeTrue(false, missing.getMessage());
    }
  }

  @Test
  void gradientsPointWhereThoseOfFloatsDo() {
    Pass floats = pass(EngineKind.TAPE);
    Pass halves = pass(EngineKind.TAPE_BFLOAT16);
    assertThat(halves.trained().loss())
        .isNotEqualTo(floats.trained().loss())
        .isCloseTo(floats.trained().loss(), within(1e-4 * floats.trained().loss()));
    SUPERNET
        .layout()
        .slots()
        .forEach(
            (name, slot) ->
                assertThat(cosine(slot, floats.gradients(), halves.gradients()))
                    .as(name)
                    .isBetween(0.999, 1.0001));
  }

  @Test
  void evaluatesInFloats() {
    assertThat(pass(EngineKind.TAPE_BFLOAT16).evaluated())
        .isEqualTo(pass(EngineKind.TAPE).evaluated());
  }

  @Test
  void givesTheSameBitsAgain() {
    Pass first = pass(EngineKind.TAPE_BFLOAT16);
    Pass second = pass(EngineKind.TAPE_BFLOAT16);
    assertThat(second.trained()).isEqualTo(first.trained());
    assertThat(second.gradients()).isEqualTo(first.gradients());
  }

  private static Pass pass(EngineKind kind) {
    TranslationNetwork network = TinySupernet.network(SUPERNET, SPEC, DropoutRates.NONE);
    try (Engine engine = kind.open();
        ParameterBank parameters = Initializer.initialize(SUPERNET, 3);
        ParameterBank gradients = new ParameterBank(SUPERNET.layout())) {
      Subnet weights = SUPERNET.collapse(SPEC, parameters, gradients, engine.workbench(), 0);
      PassResult evaluated = engine.evaluate(network, weights, BATCH, new CrossEntropy(0.1));
      PassResult trained =
          engine.train(network, weights, BATCH, new CrossEntropy(0.1), Engine.Pass.of(4));
      Matrix all = gradients.memory().view(0, 1, SUPERNET.layout().floats());
      return new Pass(trained, evaluated, all.toArray());
    }
  }

  private static double cosine(ParameterLayout.Slot slot, float[] x, float[] y) {
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
      xy += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    return xx == 0 && yy == 0 ? 1 : xy / Math.sqrt(xx * yy);
  }

  private static Tokens tokens(Tokens.Side side, long seed) {
    int[] lengths = new int[SENTENCES];
    Arrays.fill(lengths, LENGTH);
    return Tokens.of(side, ids(seed), Segments.of(lengths));
  }

  private static int[] ids(long seed) {
    return new SplittableRandom(seed).ints(SENTENCES * LENGTH, 4, VOCABULARY).toArray();
  }
}
