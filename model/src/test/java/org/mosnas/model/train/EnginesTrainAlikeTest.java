package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.SubnetSchedule.Turn;

class EnginesTrainAlikeTest {
  private static final Supernet SUPERNET = MicroTraining.supernet(Mixture.layerWise(2, 6));
  private static final List<Turn> TURNS =
      List.of(Turn.of(MicroTraining.SPACE.largest()), Turn.of(MicroTraining.SPACE.smallest()));

  @Test
  void updatesFromOneSeedGiveTheSameLossesOnBothEngines() {
    try (HostReplica tape = replica(EngineKind.TAPE);
        HostReplica sameDiff = replica(EngineKind.SAMEDIFF)) {
      double first = 0;
      double last = 0;
      for (int update = 0; update < 6; update++) {
        last = update(tape, update).lossPerToken();
        first = update == 0 ? last : first;
        assertThat(update(sameDiff, update).lossPerToken())
            .as("update %d", update)
            .isCloseTo(last, within(1e-3));
      }
      assertThat(last).isLessThan(first);
    }
  }

  private static UpdateMetrics update(HostReplica replica, int update) {
    return replica.update(MicroTraining.batches(2, update % 3), TURNS, update);
  }

  private static HostReplica replica(EngineKind engine) {
    TrainSettings settings =
        MicroTraining.settings(
            new DropoutRates(0.2, 0.1, 0.1),
            MicroTraining.ADAM,
            new LearningRate.Cosine(1e-3, 5e-3, 4, 100));
    return MicroTraining.replica(SUPERNET, settings, engine);
  }
}
