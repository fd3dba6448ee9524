package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.kernel.cuda.CudaStandIn;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.SubnetSchedule.Turn;

/** Replicas whose state lives on a GPU, on a stand-in. */
class CudaReplicaTest {
  private static final int UPDATES = 3;
  private static final Supernet MIXED = MicroTraining.supernet(Mixture.layerWise(2, 6));

  @BeforeEach
  void standIn() {
    CudaStandIn.use();
  }

  @Test
  void updatesFromOneSeedGiveTheSameLossesAsTheTapeAndTheSameBitsAgain() {
    CudaTraining.Run run = CudaTraining.onDevice(Mixture.layerWise(2, 6), UPDATES);
    CudaTraining.Run tape = CudaTraining.onTape(Mixture.layerWise(2, 6), UPDATES);
    for (int u = 0; u < UPDATES; u++) {
      assertThat(run.losses().get(u))
          .as("update %d", u)
          .isCloseTo(tape.losses().get(u), within(1e-4));
    }
    assertThat(run.state().updates()).isEqualTo(UPDATES);
    assertThat(run.state().firstMoments())
        .containsExactly(tape.state().firstMoments(), within(1e-6f));
    CudaStandIn.set(CudaStandIn.Setting.SEED, 7);
    CudaTraining.Run again = CudaTraining.onDevice(Mixture.layerWise(2, 6), UPDATES);
    assertThat(again.sameBits(run)).isTrue();
    assertThat(CudaStandIn.usedBytes()).isZero();
  }

  @Test
  void normsAndBiasesDoNotDecay() {
    float[] without = decayed(0);
    float[] with = decayed(0.1);
    for (DecayedRange range : DecayedRange.of(MIXED.layout(), 0.1)) {
      int end = range.offset() + range.count();
      boolean same = Arrays.equals(without, range.offset(), end, with, range.offset(), end);
      assertThat(same).isEqualTo(!range.decays());
    }
  }

  /** The parameters after an update on the device. */
  private static float[] decayed(double decay) {
    TrainSettings settings =
        MicroTraining.settings(
            DropoutRates.NONE,
            new TrainSettings.Optimizer(0.9, 0.98, 1e-8, decay, 0),
            MicroTraining.RATE);
    try (Replica replica = Backend.of(EngineKind.CUDA).replica(MIXED, settings)) {
      replica.load(MicroTraining.initial(MIXED));
      replica.update(
          MicroTraining.batches(1, 3), List.of(new Turn(MicroTraining.SPACE.largest(), 1)), 1);
      return replica.snapshot().parameters();
    }
  }

  @Test
  void aStateComesBackAsItWentIn() {
    try (Replica replica = Backend.of(EngineKind.CUDA).replica(MIXED, CudaTraining.settings())) {
      ParameterSnapshot state = MicroTraining.initial(MIXED);
      replica.load(state);
      assertThat(replica.snapshot().parameters()).isEqualTo(state.parameters());
      assertThat(replica.snapshot().secondMoments()).isEqualTo(state.secondMoments());
    }
  }

  @Test
  void aScorerGivesTheLossesOfTheTape() {
    float[] parameters = MicroTraining.initial(MIXED).parameters();
    CrossEntropy loss = new CrossEntropy(0);
    try (Scorer device =
            Backend.of(EngineKind.CUDA_TF32).scorer(MIXED, ParameterSource.of(parameters), loss);
        Scorer tape =
            Backend.of(EngineKind.TAPE).scorer(MIXED, ParameterSource.of(parameters), loss)) {
      PassResult expected =
          tape.evaluate(MicroTraining.SPACE.smallest(), MicroTraining.batches(3, 5));
      PassResult actual =
          device.evaluate(MicroTraining.SPACE.smallest(), MicroTraining.batches(3, 5));
      assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-5));
      assertThat(actual.nll()).isCloseTo(expected.nll(), within(1e-5));
    }
  }

  @Test
  void aLossThatIsNoNumberEndsTraining() {
    ParameterSnapshot state = MicroTraining.initial(MIXED);
    Arrays.fill(state.parameters(), 0, 96, Float.NaN);
    try (Replica replica = Backend.of(EngineKind.CUDA).replica(MIXED, CudaTraining.settings())) {
      replica.load(state);
      assertThatThrownBy(
              () ->
                  replica.update(
                      MicroTraining.batches(1, 1),
                      List.of(Turn.of(MicroTraining.SPACE.smallest())),
                      1))
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessageContaining(MicroTraining.SPACE.smallest().id())
          .hasMessageContaining("at update 0");
    }
  }

  @Test
  void aStateThatDoesNotFitIsSaidAndLeavesNothingBehind() {
    CudaStandIn.set(CudaStandIn.Setting.MEMORY, 33L << 20);
    TrainSettings settings =
        MicroTraining.settings(DropoutRates.NONE, MicroTraining.ADAM, MicroTraining.RATE);
    assertThatThrownBy(
            () -> {
              try (Replica replica = Backend.of(EngineKind.CUDA).replica(MIXED, settings)) {
                replica.load(MicroTraining.initial(MIXED));
                replica.evaluate(MicroTraining.SPACE.largest(), MicroTraining.batches(1, 1));
              }
            })
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCES))
        .hasMessageContaining("the GPU has no room for 16777216 more bytes");
    assertThat(CudaStandIn.usedBytes()).isZero();
  }
}
