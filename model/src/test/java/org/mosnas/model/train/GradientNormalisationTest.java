package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.train.SubnetSchedule.Turn;

/** The gradient of an update is per token, however its sentences are cut into micro-batches. */
class GradientNormalisationTest {
  private static final Supernet SUPERNET = MicroTraining.supernet(Mixture.NONE);
  private static final List<Turn> TURNS = List.of(Turn.of(MicroTraining.SPACE.smallest()));
  private static final List<SentencePair> PAIRS = MicroTraining.copies(9, 2);

  @Test
  void microBatchesOfUnequalSizeAddUpToTheWholeBatch() {
    List<TokenBatch> whole = List.of(TokenBatch.of(PAIRS));
    List<TokenBatch> parts =
        List.of(
            TokenBatch.of(PAIRS.subList(0, 1)),
            TokenBatch.of(PAIRS.subList(1, 3)),
            TokenBatch.of(PAIRS.subList(3, 9)));
    ParameterSnapshot together = updated(MicroTraining.ADAM, whole);
    ParameterSnapshot apart = updated(MicroTraining.ADAM, parts);
    for (int i = 0; i < together.floats(); i++) {
      assertThat(apart.firstMoments()[i]).isCloseTo(together.firstMoments()[i], within(1e-6f));
    }
    assertThat(norm(together.firstMoments())).isGreaterThan(1e-2);
  }

  /** After one step the mean is a tenth of the gradient, clipped per token and not per sum. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 25})
  void clippingLimitsTheNormOfTheGradientPerToken(double clipNorm) {
    List<TokenBatch> batches = List.of(TokenBatch.of(PAIRS));
    TrainSettings.Optimizer clipped = new TrainSettings.Optimizer(0.9, 0.98, 1e-8, 0, clipNorm);
    double free = 10 * norm(updated(MicroTraining.ADAM, batches).firstMoments());
    double limited = 10 * norm(updated(clipped, batches).firstMoments());
    assertThat(limited).isCloseTo(Math.min(free, clipNorm), within(1e-4 * limited));
    assertThat(free).isBetween(0.1, 25.0);
  }

  private static ParameterSnapshot updated(
      TrainSettings.Optimizer optimizer, List<TokenBatch> batches) {
    TrainSettings settings =
        MicroTraining.settings(DropoutRates.NONE, optimizer, MicroTraining.RATE);
    try (HostReplica replica = MicroTraining.replica(SUPERNET, settings)) {
      replica.update(batches, TURNS, 1);
      return replica.snapshot();
    }
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
