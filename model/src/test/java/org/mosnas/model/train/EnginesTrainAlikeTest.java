package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.EngineKind;

class EnginesTrainAlikeTest {
  @Test
  void updatesFromOneSeedGiveTheSameLossesOnBothEngines() {
    try (ReplicaTrainer tape = TinyTraining.replica(EngineKind.TAPE);
        ReplicaTrainer sameDiff = TinyTraining.replica(EngineKind.SAMEDIFF)) {
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

  private static UpdateMetrics update(ReplicaTrainer replica, int update) {
    return replica.update(TinyTraining.batches(update % 3), TinyTraining.SPECS, update);
  }
}
