package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.TestBerts;
import org.mosnas.model.family.bert.TextBatch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;

class ImportancesTest {
  private static final int VOCABULARY = 23;
  private final DenseSubnet network = network();

  @Test
  void magnitudesAreAbsoluteWeights() {
    float[] importances = Importances.ofMagnitude(network);
    float[] weights = network.parameters();
    assertThat(importances).hasSize(weights.length);
    for (int i = 0; i < weights.length; i++) {
      assertThat(importances[i]).isEqualTo(Math.abs(weights[i]));
    }
  }

  @Test
  void gradientsTellHowMuchTheLossChangesWithoutAWeight() {
    TextBatch texts = TestBerts.texts(new SplittableRandom(3), Head.TOKEN, VOCABULARY, 4, 7);
    try (Engine engine = new TapeEngine()) {
      float[] importances =
          Importances.ofGradient(network, List.of(texts), new CrossEntropy(0), engine);
      int at = network.network().layout().slot("encoder.layer.1.output.dense.weight").offset() + 5;
      // A weight that is a little smaller changes the loss by that part of gradient times weight.
      double part = 0.05;
      double difference = loss(at, 1 + part, texts, engine) - loss(at, 1 - part, texts, engine);
      double expected = Math.abs(difference) / (2 * part);
      assertThat((double) importances[at])
          .isPositive()
          .isCloseTo(expected, within(0.05 * expected));
    }
  }

  @Test
  void thoseOfBatchesAddUp() {
    SplittableRandom random = new SplittableRandom(4);
    TextBatch first = TestBerts.texts(random, Head.TOKEN, VOCABULARY, 4, 7);
    TextBatch second = TestBerts.texts(random, Head.TOKEN, VOCABULARY, 4, 7);
    try (Engine engine = new TapeEngine()) {
      CrossEntropy objective = new CrossEntropy(0);
      float[] both = Importances.ofGradient(network, List.of(first, second), objective, engine);
      float[] one = Importances.ofGradient(network, List.of(first), objective, engine);
      float[] other = Importances.ofGradient(network, List.of(second), objective, engine);
      for (int i = 0; i < both.length; i++) {
        assertThat(both[i]).isCloseTo(one[i] + other[i], within(1e-6f + 1e-5f * both[i]));
      }
    }
  }

  private double loss(int at, double factor, TextBatch texts, Engine engine) {
    float[] changed = network.parameters().clone();
    changed[at] *= (float) factor;
    try (ParameterBank bank = new DenseSubnet(network.shape(), changed).toBank()) {
      return engine
          .evaluate(
              network.shape().network(network.spec(), DropoutRates.NONE),
              network.network().collapse(network.spec(), bank, engine.workbench()),
              texts,
              new CrossEntropy(0))
          .loss();
    }
  }

  private static DenseSubnet network() {
    BertShape shape = BertShape.of(TestBerts.plain(), VOCABULARY);
    try (ParameterBank bank = Initializer.initialize(Supernet.plain(shape), 3)) {
      SplittableRandom random = new SplittableRandom(1);
      float[] values = bank.toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (0.3 * random.nextGaussian());
      }
      bank.assign(values);
      return new DenseSubnet(shape, bank.toArray());
    }
  }
}
