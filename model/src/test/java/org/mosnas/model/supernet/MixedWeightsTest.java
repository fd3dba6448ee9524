package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Weights.Weight;

/** Items 8.5.2 to 8.5.4 of the specification. */
class MixedWeightsTest {
  private final Matrix first = Matrices.of(2, 2, 1, 2, 3, 4);
  private final Matrix second = Matrices.of(2, 2, 5, 6, 7, 8);

  @Test
  void layerWiseMixturesHaveTheGoldenValues() {
    assertThat(mix(Matrices.of(1, 2, 0.92414182, 0.07585818)))
        .containsExactly(
            new float[] {1.30343272f, 2.30343272f, 3.30343272f, 4.30343272f}, within(1e-6f));
    assertThat(mix(Matrices.of(1, 2, 0.25, 0.75))).containsExactly(4, 5, 6, 7);
  }

  @Test
  void neuronWiseMixturesHaveTheGoldenValues() {
    assertThat(mix(Matrices.of(2, 2, 0.25, 0.75, 0.5, 0.5))).containsExactly(4, 5, 5, 6);
  }

  @Test
  void biasesAreMixedLikeTheirNeurons() {
    Matrix p = Matrices.of(2, 2, 0.25, 0.75, 0.5, 0.5);
    Subnet.MixedWeights mixed = mixed(first, second, p, 2, 2);
    mixed.mix();
    assertThat(mixed.bias().value().toArray()).containsExactly(0.25f * 10 + 0.75f * 30, 30);
  }

  /** Three neurons of which two are kept: the third of every expert plays no part. */
  @Test
  void rowsOutsideTheSliceChangeNothing() {
    Matrix p = Matrices.of(2, 2, 0.3, 0.7, 0.6, 0.4);
    Matrix a = Matrices.random(3, 4, new SplittableRandom(1));
    Matrix b = Matrices.random(3, 4, new SplittableRandom(2));
    float[] before = mixOf(a.prefix(2, 3), b.prefix(2, 3), p);
    for (int c = 0; c < 4; c++) {
      a.set(2, c, 100);
      b.set(2, c, -100);
    }
    for (int r = 0; r < 3; r++) {
      a.set(r, 3, 100);
      b.set(r, 3, -100);
    }
    assertThat(mixOf(a.prefix(2, 3), b.prefix(2, 3), p)).isEqualTo(before);
  }

  /** {@code dE_i = p_i dW} on the rows, {@code dp_i = <dW, E_i> + <db, b_i>}. */
  @Test
  void gradientsGoToExpertsAndCoefficients() {
    Subnet.MixedWeights mixed = mixed(first, second, Matrices.of(1, 2, 0.25, 0.75), 2, 2);
    mixed.mix();
    mixed.weight().gradient().assign(new float[] {1, 0, 0, 2});
    mixed.bias().gradient().assign(new float[] {0, 4});
    mixed.backward();
    assertThat(mixed.expertWeights().get(0).gradient().toArray())
        .containsExactly(0.25f, 0, 0, 0.5f);
    assertThat(mixed.expertWeights().get(1).gradient().toArray())
        .containsExactly(0.75f, 0, 0, 1.5f);
    assertThat(mixed.expertBiases().get(0).gradient().toArray()).containsExactly(0, 1);
    assertThat(mixed.expertBiases().get(1).gradient().toArray()).containsExactly(0, 3);
    assertThat(mixed.coefficientGradient().toArray())
        .containsExactly(1 + 2 * 4 + 4 * 20, 5 + 2 * 8 + 4 * 40);
  }

  private float[] mix(Matrix p) {
    return mixOf(first, second, p);
  }

  private static float[] mixOf(Matrix a, Matrix b, Matrix p) {
    Subnet.MixedWeights mixed = mixed(a, b, p, a.rows(), a.columns());
    mixed.mix();
    return mixed.weight().value().toArray();
  }

  private static Subnet.MixedWeights mixed(Matrix a, Matrix b, Matrix p, int rows, int columns) {
    return new Subnet.MixedWeights(
        List.of(new Weight(a, zeros(rows, columns)), new Weight(b, zeros(rows, columns))),
        List.of(
            new Weight(Matrices.of(1, 2, 10, 20), zeros(1, 2)),
            new Weight(Matrices.of(1, 2, 30, 40), zeros(1, 2))),
        p,
        zeros(p.rows(), p.columns()),
        new Weight(zeros(rows, columns), zeros(rows, columns)),
        new Weight(zeros(1, rows), zeros(1, rows)));
  }

  private static Matrix zeros(int rows, int columns) {
    return Matrices.of(rows, columns, new double[rows * columns]);
  }
}
