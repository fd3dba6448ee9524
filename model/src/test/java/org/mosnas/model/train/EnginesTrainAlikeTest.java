package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.Supernet;

class EnginesTrainAlikeTest {
  private static final Supernet SUPERNET = MicroTraining.supernet(Mixture.layerWise(2, 6));
  private static final List<TranslationSpec> SPECS =
      List.of(MicroTraining.SPACE.largest(), MicroTraining.SPACE.smallest());

  @Test
  void updatesFromOneSeedGiveTheSameLossesOnBothEngines() {
    try (ReplicaTrainer tape = replica(EngineKind.TAPE);
        ReplicaTrainer sameDiff = replica(EngineKind.SAMEDIFF)) {
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
    return replica.update(MicroTraining.batches(2, update % 3), SPECS, update);
  }

  private static ReplicaTrainer replica(EngineKind engine) {
    TrainSettings settings =
        MicroTraining.settings(
            new DropoutRates(0.2, 0.1, 0.1),
            MicroTraining.ADAM,
            new LearningRate.Cosine(1e-3, 5e-3, 4, 100));
    return MicroTraining.replica(SUPERNET, settings, engine);
  }
}
