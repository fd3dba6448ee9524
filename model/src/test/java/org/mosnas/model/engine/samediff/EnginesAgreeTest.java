package org.mosnas.model.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.family.translation.DecoderChoices;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderChoices;
import org.mosnas.model.family.translation.TestBatches;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

/**
 * The packed, eager engine and the padded, symbolic one compute the same numbers for random subnets
 * of a scaled-down space and random batches.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnginesAgreeTest {
  private static final int SPECS = 60;
  private static final int SOURCE_VOCABULARY = 29;
  private static final Objective LOSS = new CrossEntropy(0.1);

  private final Engine tape = new TapeEngine();
  private final Engine sameDiff = new SameDiffEngine();
  private Supernet[] supernets;

  @BeforeAll
  void describeSupernets() {
    supernets =
        new Supernet[] {
          Supernet.plain(
              TranslationShape.of(space(EmbeddingSharing.SHARED), 29, SOURCE_VOCABULARY)),
          Supernet.plain(
              TranslationShape.of(space(EmbeddingSharing.SEPARATE), SOURCE_VOCABULARY, 21)),
          new Supernet(
              TranslationShape.of(space(EmbeddingSharing.SHARED), 29, SOURCE_VOCABULARY),
              Mixture.neuronWise(2, 6),
              new TinySupernet.WidthInput())
        };
  }

  @AfterAll
  void close() {
    tape.close();
    sameDiff.close();
  }

  @RepeatedTest(SPECS)
  void onValuesAndGradientsOfARandomSpec(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    Supernet supernet = supernets[seed % supernets.length];
    TranslationShape shape = (TranslationShape) supernet.shape();
    TranslationSpec spec = TestSpaces.random(space(shape.sharing()), seed);
    DropoutRates dropout = seed % 4 == 0 ? DropoutRates.NONE : new DropoutRates(0.3, 0.1, 0.2);
    TranslationNetwork network = TinySupernet.network(supernet, spec, dropout);
    TokenBatch batch = batch(random, shape, random.nextInt(1, 5), 7);
    try (ParameterBank parameters = Initializer.initialize(supernet, seed);
        ParameterBank expected = new ParameterBank(supernet.layout());
        ParameterBank actual = new ParameterBank(supernet.layout())) {
      jitter(parameters, random);
      Pass pass = new Pass(supernet, spec, network, parameters, batch);
      assertClose(pass.evaluate(sameDiff), pass.evaluate(tape), seed);
      assertClose(pass.train(sameDiff, actual, seed), pass.train(tape, expected, seed), seed);
      assertGradientsClose(actual, expected, seed);
    }
  }

  /** Millions of log-probabilities are added up: nothing for one sum in single precision. */
  @Test
  void onTheLossOfThousandsOfTokensAndALargeVocabulary() {
    TranslationSpace space = space(EmbeddingSharing.SHARED);
    TranslationShape shape = TranslationShape.of(space, 4000, 4000);
    Supernet supernet = Supernet.plain(shape);
    SplittableRandom random = new SplittableRandom(3);
    TranslationSpec spec = space.smallest();
    TranslationNetwork network = TinySupernet.network(supernet, spec, DropoutRates.NONE);
    TokenBatch batch = batch(random, shape, 80, 50);
    try (ParameterBank parameters = Initializer.initialize(supernet, 3)) {
      Pass pass = new Pass(supernet, spec, network, parameters, batch);
      assertThat(batch.targets()).hasSizeGreaterThan(1500);
      assertClose(pass.evaluate(sameDiff), pass.evaluate(tape), 3);
    }
  }

  private static void assertClose(PassResult actual, PassResult expected, int seed) {
    assertThat(actual.loss())
        .as("loss, seed %d", seed)
        .isCloseTo(expected.loss(), within(1e-5 * expected.loss()));
    assertThat(actual.nll())
        .as("nll, seed %d", seed)
        .isCloseTo(expected.nll(), within(1e-5 * expected.nll()));
  }

  private static void assertGradientsClose(ParameterBank actual, ParameterBank expected, int seed) {
    double whole = norm(expected.toArray());
    for (String name : expected.layout().names()) {
      float[] e = expected.matrix(name).toArray();
      float[] difference = actual.matrix(name).toArray();
      for (int i = 0; i < e.length; i++) {
        difference[i] -= e[i];
      }
      // Some gradients vanish, such as those of queries that see one key: there, rounding remains.
      assertThat(norm(difference))
          .as("gradient of %s, seed %d", name, seed)
          .isLessThanOrEqualTo(1e-4 * norm(e) + 1e-7 * whole);
    }
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /** Weights of norms away from one and biases away from zero. */
  private static void jitter(ParameterBank parameters, SplittableRandom random) {
    float[] values = parameters.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.1 * random.nextGaussian());
    }
    parameters.assign(values);
  }

  private static TranslationSpace space(EmbeddingSharing sharing) {
    return new TranslationSpace(
        "scaled-down",
        new EncoderChoices(List.of(20, 12), List.of(3), List.of(24, 17, 9), List.of(8, 4, 2)),
        new DecoderChoices(
            List.of(20, 12),
            List.of(3, 2, 1),
            List.of(24, 17, 9),
            List.of(8, 4),
            List.of(4, 2),
            List.of(1, 2, 3)),
        16,
        sharing,
        7);
  }

  private static TokenBatch batch(
      SplittableRandom random, TranslationShape shape, int sentences, int longest) {
    Segments source = Segments.of(random.ints(sentences, 1, longest + 1).toArray());
    Segments target = Segments.of(random.ints(sentences, 1, longest + 1).toArray());
    return TestBatches.of(
        Tokens.of(
            Tokens.Side.SOURCE,
            random.ints(source.rows(), 0, shape.sourceVocabulary()).toArray(),
            source),
        Tokens.of(
            Tokens.Side.TARGET,
            random.ints(target.rows(), 0, shape.targetVocabulary()).toArray(),
            target),
        random.ints(target.rows(), 0, shape.targetVocabulary()).toArray());
  }

  private record Pass(
      Supernet supernet,
      TranslationSpec spec,
      TranslationNetwork network,
      ParameterBank parameters,
      TokenBatch batch) {

    PassResult evaluate(Engine engine) {
      engine.workbench().arena().reset();
      Subnet weights = supernet.collapse(spec, parameters, engine.workbench());
      return engine.evaluate(network, weights, batch, LOSS);
    }

    PassResult train(Engine engine, ParameterBank gradients, long seed) {
      engine.workbench().arena().reset();
      Subnet weights = supernet.collapse(spec, parameters, gradients, engine.workbench(), seed);
      PassResult result = engine.train(network, weights, batch, LOSS, Engine.Pass.of(seed));
      weights.backward();
      return result;
    }
  }
}
