package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.TokenBatch;

class LossEvaluatorTest {
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
    try (ReplicaTrainer replica = MicroTraining.replica(undropped, settings);
        TapeEngine engine = new TapeEngine()) {
      UpdateMetrics trained = replica.accumulate(batches, List.of(SPEC), 1);
      LossEvaluator evaluator =
          new LossEvaluator(supernet, replica.parameters(), engine, batches, 0.1);
      PassResult result = evaluator.evaluate(SPEC);
      assertThat(result.loss()).isCloseTo(trained.lossPerToken(), within(1e-9));
      assertThat(result.nll()).isCloseTo(trained.nll() / trained.tokens(), within(1e-9));
      assertThat(evaluator.evaluate(SPEC)).isEqualTo(result);
    }
  }

  @Test
  void seesTheParametersAsTheyAre() {
    Supernet supernet = MicroTraining.supernet(Mixture.NONE);
    try (ParameterBank parameters = Initializer.initialize(supernet, 1);
        TapeEngine engine = new TapeEngine()) {
      LossEvaluator evaluator =
          new LossEvaluator(supernet, parameters, engine, MicroTraining.batches(1, 4), 0);
      PassResult before = evaluator.evaluate(SPEC);
      assertThat(before.loss()).isEqualTo(before.nll());
      parameters.clear();
      assertThat(evaluator.evaluate(SPEC).nll())
          .isCloseTo(Math.log(MicroTraining.WORDS), within(1e-6));
    }
  }
}
