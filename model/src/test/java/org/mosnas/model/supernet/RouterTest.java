package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mosnas.model.supernet.Mixture.RouterScope.LAYER;
import static org.mosnas.model.supernet.Mixture.RouterScope.MATRIX;
import static org.mosnas.model.supernet.Mixture.Routing.LAYER_WISE;
import static org.mosnas.model.supernet.Mixture.Routing.NEURON_WISE;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Role;
import org.mosnas.model.supernet.ParameterBank.Slices;
import org.mosnas.model.supernet.ParameterLayout.Kind;

/** Items 8.5.1 and 8.5.4 of the specification. */
class RouterTest {
  private static final double LN3 = Math.log(3);

  private final Workbench bench = new Workbench();
  private ParameterBank parameters;

  @AfterEach
  void close() {
    bench.close();
    parameters.close();
  }

  /** Golden numbers of a layer-wise router with one hidden layer. */
  @Test
  void layerWiseCoefficientsHaveTheGoldenValues() {
    Mixture mixture = new Mixture(2, LAYER_WISE, LAYER, 2, 2, 0);
    layout(mixture, 2, 1);
    set("r.hidden0.weight", 1, -1, 0.5, 0.5);
    set("r.hidden0.bias", 0, 0.1);
    set("r.output.weight", 1, 2, 0, -1);
    set("r.output.bias", 0, 0.5);
    Matrix p = router(mixture, OptionalLong.empty()).forward(Matrices.of(1, 2, 0.8, 1.0), 1);
    assertThat(p.toArray()).containsExactly(new float[] {0.92414182f, 0.07585818f}, within(1e-7f));
  }

  /** Golden numbers of the layout: the experts of one neuron lie together. */
  @Test
  void neuronWiseCoefficientsHaveTheGoldenValues() {
    Mixture mixture = new Mixture(2, NEURON_WISE, MATRIX, 1, 1, 0);
    layout(mixture, 1, 2);
    set("r.output.bias", 0, LN3, 1, 1);
    Matrix p = router(mixture, OptionalLong.empty()).forward(Matrices.of(1, 1, 0.7), 2);
    assertThat(p.rows()).isEqualTo(2);
    assertThat(p.toArray()).containsExactly(new float[] {0.25f, 0.75f, 0.5f, 0.5f}, within(1e-7f));
  }

  @Test
  void aSliceOfTheNeuronsIgnoresTheOtherLogits() {
    Mixture mixture = new Mixture(2, NEURON_WISE, MATRIX, 1, 1, 0);
    layout(mixture, 1, 3);
    set("r.output.weight", 1, 2, 3, 4, 5, 6);
    set("r.output.bias", 0, LN3, 1, 1, 7, -7);
    Matrix encoding = Matrices.of(1, 1, 0.5);
    float[] before = router(mixture, OptionalLong.empty()).forward(encoding, 2).toArray();
    set("r.output.weight", 1, 2, 3, 4, -50, 60);
    set("r.output.bias", 0, LN3, 1, 1, 99, 3);
    assertThat(router(mixture, OptionalLong.empty()).forward(encoding, 2).toArray())
        .isEqualTo(before);
  }

  @Test
  void coefficientsOfEveryNeuronSumToOne() {
    Mixture mixture = new Mixture(9, NEURON_WISE, MATRIX, 7, 3, 0.5);
    layout(mixture, 10, 13);
    Matrix p = randomised(mixture, OptionalLong.of(5));
    for (double[] row : Matrices.doubles(p)) {
      double sum = 0;
      for (double coefficient : row) {
        assertThat(coefficient).isPositive();
        sum += coefficient;
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void dropoutActsOnlyInTrainingAndBySeed() {
    Mixture dropped = new Mixture(2, LAYER_WISE, LAYER, 64, 2, 0.5);
    Mixture plain = new Mixture(2, LAYER_WISE, LAYER, 64, 2, 0);
    layout(dropped, 10, 1);
    float[] evaluated = randomised(dropped, OptionalLong.empty()).toArray();
    assertThat(evaluated).isEqualTo(randomised(plain, OptionalLong.of(1)).toArray());
    float[] trained = randomised(dropped, OptionalLong.of(1)).toArray();
    assertThat(trained)
        .isNotEqualTo(evaluated)
        .isEqualTo(randomised(dropped, OptionalLong.of(1)).toArray());
    assertThat(randomised(dropped, OptionalLong.of(2)).toArray()).isNotEqualTo(trained);
  }

  private Matrix randomised(Mixture mixture, OptionalLong dropoutSeed) {
    SplittableRandom random = new SplittableRandom(4);
    for (String name : parameters.layout().names()) {
      Matrix values = parameters.matrix(name);
      values.assign(Matrices.random(values.rows(), values.columns(), random).toArray());
    }
    int experts = mixture.experts();
    int neurons = parameters.matrix("r.output.bias").columns() / experts;
    return router(mixture, dropoutSeed).forward(Matrices.random(1, 10, random), neurons);
  }

  private void layout(Mixture mixture, int inputs, int neurons) {
    ParameterLayout layout = new ParameterLayout();
    int width = inputs;
    for (int i = 0; i < mixture.depth() - 1; i++) {
      layout.add(
          "r.hidden" + i + ".weight", mixture.hiddenSize(), width, Role.ROUTER_HIDDEN, Kind.WEIGHT);
      layout.add("r.hidden" + i + ".bias", 1, mixture.hiddenSize(), Role.ROUTER_HIDDEN, Kind.BIAS);
      width = mixture.hiddenSize();
    }
    layout.add(
        "r.output.weight", mixture.experts() * neurons, width, Role.ROUTER_OUTPUT, Kind.WEIGHT);
    layout.add("r.output.bias", 1, mixture.experts() * neurons, Role.ROUTER_OUTPUT, Kind.BIAS);
    parameters = new ParameterBank(layout);
  }

  private Router router(Mixture mixture, OptionalLong dropoutSeed) {
    return new Router(Slices.values(parameters), bench, "r", mixture, dropoutSeed);
  }

  private void set(String name, double... values) {
    Matrix m = parameters.matrix(name);
    m.assign(Matrices.of(m.rows(), m.columns(), values).toArray());
  }
}
