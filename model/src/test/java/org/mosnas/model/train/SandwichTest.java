package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.SubnetSchedule.Moment;
import org.mosnas.model.train.SubnetSchedule.Turn;

/** Item 8.5.10: one update of the sandwich rule: three subnets, all micro-batches, one step. */
class SandwichTest {
  private static final List<TokenBatch> BATCHES = MicroTraining.batches(2, 3);
  private static final List<Turn> TURNS =
      new SubnetSchedule.Sandwich(MicroTraining.SPACE, 1, 9).at(Moment.of(4));
  private static final TrainSettings SETTINGS =
      MicroTraining.settings(DropoutRates.NONE, MicroTraining.ADAM, MicroTraining.RATE);

  static Stream<Mixture> mixtures() {
    return Stream.of(
        Mixture.NONE,
        new Mixture(2, Mixture.Routing.LAYER_WISE, Mixture.RouterScope.LAYER, 8, 2, 0),
        new Mixture(3, Mixture.Routing.NEURON_WISE, Mixture.RouterScope.MATRIX, 8, 2, 0));
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void isThreeSeparateAccumulationsAddedUp(Mixture mixture) {
    try (HostReplica replica = replica(mixture)) {
      UpdateMetrics metrics = replica.accumulate(BATCHES, TURNS, 1);
      float[] together = replica.gradients().toArray();
      double[] sum = new double[together.length];
      double loss = 0;
      long tokens = 0;
      for (Turn turn : TURNS) {
        for (TokenBatch batch : BATCHES) {
          UpdateMetrics part = replica.accumulate(List.of(batch), List.of(turn), 1);
          add(replica.gradients().toArray(), sum);
          loss += part.loss();
          tokens += part.tokens();
        }
      }
      assertThat(metrics.tokens()).isEqualTo(tokens).isEqualTo(3L * targetTokens());
      assertThat(metrics.loss()).isCloseTo(loss, within(1e-9 * loss));
      assertThat(metrics.lossPerToken()).isCloseTo(loss / tokens, within(1e-9));
      for (int i = 0; i < sum.length; i++) {
        assertThat((double) together[i]).isCloseTo(sum[i], within(1e-4));
      }
    }
  }

  /** Adam's mean after one step is a tenth of the gradient per token of all three passes. */
  @ParameterizedTest
  @MethodSource("mixtures")
  void isNormalisedByTheTokensOfAllPasses(Mixture mixture) {
    try (HostReplica replica = replica(mixture)) {
      replica.accumulate(BATCHES, TURNS, 1);
      float[] gradients = replica.gradients().toArray();
      replica.update(BATCHES, TURNS, 1);
      float[] means = replica.snapshot().firstMoments();
      float[] squares = replica.snapshot().secondMoments();
      double tokens = 3.0 * targetTokens();
      for (int i = 0; i < gradients.length; i++) {
        double g = gradients[i] / tokens;
        assertThat((double) means[i]).isCloseTo(0.1 * g, within(1e-6 * Math.abs(g) + 1e-12));
        assertThat((double) squares[i]).isCloseTo(0.02 * g * g, within(1e-5 * g * g + 1e-15));
      }
    }
  }

  private static HostReplica replica(Mixture mixture) {
    Supernet supernet = MicroTraining.supernet(mixture);
    return MicroTraining.replica(supernet, SETTINGS);
  }

  private static long targetTokens() {
    return BATCHES.stream().mapToLong(TokenBatch::tokens).sum();
  }

  private static void add(float[] values, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }
}
