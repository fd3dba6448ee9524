package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.SubnetSchedule.Turn;

class HostScorerTest {
  private static final TranslationSpec SPEC = MicroTraining.SPACE.smallest();

  /** Router dropout of the mixture and dropout of the network play no part. */
  @Test
  void isTheLossPerTokenOverAllBatchesWithoutDropout() {
    Mixture mixture = Mixture.layerWise(2, 8);
    Supernet supernet = MicroTraining.supernet(mixture);
    List<TokenBatch> batches = MicroTraining.batches(3, 4);
    TrainSettings settings =
        MicroTraining.settings(DropoutRates.NONE, MicroTraining.ADAM, MicroTraining.RATE);
    Supernet undropped =
        MicroTraining.supernet(
            new Mixture(2, mixture.routing(), mixture.scope(), 8, mixture.depth(), 0));
    try (HostReplica replica = MicroTraining.replica(undropped, settings);
        TapeEngine engine = new TapeEngine()) {
      UpdateMetrics trained = replica.accumulate(batches, List.of(Turn.of(SPEC)), 1);
      HostScorer scorer =
          new HostScorer(supernet, replica.parameters(), engine, new CrossEntropy(0.1));
      PassResult result = scorer.evaluate(SPEC, batches);
      assertThat(result.loss()).isCloseTo(trained.lossPerToken(), within(1e-9));
      assertThat(result.nll()).isCloseTo(trained.nll() / trained.tokens(), within(1e-9));
      assertThat(scorer.evaluate(SPEC, batches)).isEqualTo(result);
    }
  }

  @Test
  void seesTheParametersAsTheyAre() {
    List<TokenBatch> batches = MicroTraining.batches(1, 4);
    Supernet supernet = MicroTraining.supernet(Mixture.NONE);
    try (ParameterBank parameters = Initializer.initialize(supernet, 1);
        TapeEngine engine = new TapeEngine()) {
      HostScorer scorer = new HostScorer(supernet, parameters, engine, new CrossEntropy(0));
      PassResult before = scorer.evaluate(SPEC, batches);
      assertThat(before.loss()).isEqualTo(before.nll());
      parameters.clear();
      assertThat(scorer.evaluate(SPEC, batches).nll())
          .isCloseTo(Math.log(MicroTraining.VOCABULARY), within(1e-6));
    }
  }
}
