package org.mosnas.model.family.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.TestInstance;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.samediff.SameDiffEngine;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.objective.Objectives;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;

/** Both engines compute the same for random subnets of both spaces, mixtures and heads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BertEnginesAgreeTest {
  private static final int VOCABULARY = 23;
  private static final List<BertSpace> SPACES = List.of(TestBerts.narrow(), TestBerts.plain());
  private static final List<Head> HEADS = List.of(Head.TOKEN, Head.classes(3), Head.NUMBER);
  private static final List<Mixture> MIXTURES =
      List.of(Mixture.NONE, Mixture.layerWise(2, 5), Mixture.neuronWise(2, 5));

  private final Engine tape = new TapeEngine();
  private final Engine sameDiff = new SameDiffEngine();

  @AfterAll
  void close() {
    tape.close();
    sameDiff.close();
  }

  @RepeatedTest(54)
  void onValuesAndGradientsOfARandomSpec(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition() - 1;
    BertSpace space = SPACES.get(seed % 2);
    Head head = HEADS.get(seed / 2 % 3);
    Mixture mixture = MIXTURES.get(seed / 6 % 3);
    BertShape shape = BertShape.of(space, VOCABULARY).headed(head);
    Supernet supernet =
        new Supernet(shape, mixture, new SpecRouterInput(space.specEncoder(), EncodingKind.FINE));
    SplittableRandom random = new SplittableRandom(seed);
    BertSpec spec = TestBerts.random(space, seed);
    DropoutRates rates = seed % 4 == 3 ? DropoutRates.NONE : new DropoutRates(0.3, 0.1, 0.2);
    TextBatch texts = TestBerts.texts(random, head, VOCABULARY, random.nextInt(1, 5), 7);
    try (ParameterBank parameters = Initializer.initialize(supernet, seed);
        ParameterBank expected = new ParameterBank(supernet.layout());
        ParameterBank actual = new ParameterBank(supernet.layout())) {
      jitter(parameters, random);
      Pass pass = new Pass(supernet, shape.network(spec, rates), parameters, texts);
      assertClose(pass.evaluate(sameDiff), pass.evaluate(tape), seed);
      assertClose(pass.train(sameDiff, actual, seed), pass.train(tape, expected, seed), seed);
      assertGradientsClose(actual, expected, seed);
    }
  }

  private static void assertClose(PassResult actual, PassResult expected, int seed) {
    assertThat(actual.loss())
        .as("loss, seed %d", seed)
        .isCloseTo(expected.loss(), within(1e-4 * expected.loss()));
    assertThat(actual.nll())
        .as("nll, seed %d", seed)
        .isCloseTo(expected.nll(), within(1e-4 * expected.nll()));
  }

  private static void assertGradientsClose(ParameterBank actual, ParameterBank expected, int seed) {
    double whole = norm(expected.toArray());
    assertThat(whole).isPositive();
    for (String name : expected.layout().names()) {
      float[] e = expected.matrix(name).toArray();
      float[] difference = actual.matrix(name).toArray();
      for (int i = 0; i < e.length; i++) {
        difference[i] -= e[i];
      }
      // Some gradients vanish, such as those of the biases of keys: there, rounding remains.
      assertThat(norm(difference))
          .as("gradient of %s, seed %d", name, seed)
          .isLessThanOrEqualTo(1e-4 * norm(e) + 1e-6 * whole);
    }
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /** Every weight away from what it begins with, so that no gradient vanishes for its sake. */
  private static void jitter(ParameterBank parameters, SplittableRandom random) {
    float[] values = parameters.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.2 * random.nextGaussian());
    }
    parameters.assign(values);
  }

  private record Pass(
      Supernet supernet, BertNetwork network, ParameterBank parameters, TextBatch texts) {

    private Objective objective() {
      return Objectives.named("cross-entropy", 0.1, supernet.shape().head());
    }

    PassResult evaluate(Engine engine) {
      engine.workbench().arena().reset();
      Subnet weights = supernet.collapse(network.spec(), parameters, engine.workbench());
      return engine.evaluate(network, weights, texts, objective());
    }

    PassResult train(Engine engine, ParameterBank gradients, long seed) {
      engine.workbench().arena().reset();
      Subnet weights =
          supernet.collapse(network.spec(), parameters, gradients, engine.workbench(), seed);
      PassResult result = engine.train(network, weights, texts, objective(), Engine.Pass.of(seed));
      weights.backward();
      return result;
    }
  }
}
