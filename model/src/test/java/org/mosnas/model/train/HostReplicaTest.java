package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.SubnetSchedule.Moment;
import org.mosnas.model.train.SubnetSchedule.Turn;

class HostReplicaTest {
  private static final Supernet SUPERNET = MicroTraining.supernet(Mixture.neuronWise(2, 8));
  private static final SubnetSchedule SCHEDULE =
      new SubnetSchedule.Sandwich(MicroTraining.SPACE, 1, 2);
  private static final TrainSettings DROPPING =
      MicroTraining.settings(
          new DropoutRates(0.2, 0.1, 0.1), MicroTraining.ADAM, MicroTraining.RATE);
  private static final TrainSettings PLAIN =
      MicroTraining.settings(DropoutRates.NONE, MicroTraining.ADAM, MicroTraining.RATE);

  @Test
  void theSameSeedGivesTheSameBits() {
    try (HostReplica first = MicroTraining.replica(SUPERNET, DROPPING);
        HostReplica second = MicroTraining.replica(SUPERNET, DROPPING)) {
      for (int update = 0; update < 5; update++) {
        assertThat(update(first, update, 7)).isEqualTo(update(second, update, 7));
      }
      assertSameState(first.snapshot(), second.snapshot());
    }
  }

  @Test
  void workersDropOutDifferently() {
    try (HostReplica first = MicroTraining.replica(SUPERNET, DROPPING);
        HostReplica second = MicroTraining.replica(SUPERNET, DROPPING)) {
      UpdateMetrics one = update(first, 0, Seeds.child(1, "dropout", 0, 0));
      UpdateMetrics other = update(second, 0, Seeds.child(1, "dropout", 0, 1));
      assertThat(one.loss()).isNotEqualTo(other.loss());
      assertThat(first.snapshot().parameters()).isNotEqualTo(second.snapshot().parameters());
    }
  }

  @Test
  void goesOnFromASnapshotAsIfNothingHadHappened() throws IOException, ClassNotFoundException {
    try (HostReplica through = MicroTraining.replica(SUPERNET, DROPPING);
        HostReplica resumed = MicroTraining.replica(SUPERNET, DROPPING)) {
      for (int update = 0; update < 3; update++) {
        update(through, update, 7);
      }
      update(resumed, 0, 99);
      resumed.load(sent(through.snapshot()));
      assertThat(resumed.updates()).isEqualTo(3);
      for (int update = 3; update < 5; update++) {
        assertThat(update(resumed, update, 7)).isEqualTo(update(through, update, 7));
      }
      assertSameState(through.snapshot(), resumed.snapshot());
    }
  }

  @Test
  void aSnapshotIsACopy() {
    try (HostReplica replica = MicroTraining.replica(SUPERNET, PLAIN)) {
      ParameterSnapshot before = replica.snapshot();
      float[] parameters = before.parameters().clone();
      update(replica, 0, 1);
      assertThat(before.parameters()).isEqualTo(parameters);
      assertThat(replica.snapshot().parameters()).isNotEqualTo(parameters);
    }
  }

  @Test
  void theFirstUpdateHasTheRateOfUpdateZero() {
    try (HostReplica replica = MicroTraining.replica(SUPERNET, PLAIN)) {
      for (int update = 0; update < 3; update++) {
        UpdateMetrics metrics = update(replica, update, 1);
        assertThat(metrics.update()).isEqualTo(update);
        assertThat(metrics.learningRate()).isEqualTo(MicroTraining.RATE.at(update));
        assertThat(metrics.loss()).isGreaterThan(metrics.nll() * 0.5).isPositive();
      }
      assertThat(replica.updates()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "layer-wise", "neuron-wise"})
  void theLossOfACopyTaskFalls(String kind) {
    Mixture mixture =
        switch (kind) {
          case "plain" -> Mixture.NONE;
          case "layer-wise" -> Mixture.layerWise(2, 8);
          default -> Mixture.neuronWise(2, 8);
        };
    try (HostReplica replica = MicroTraining.replica(MicroTraining.supernet(mixture), PLAIN)) {
      List<TokenBatch> batches = List.of(TokenBatch.of(MicroTraining.copies(16, 5)));
      double first = 0;
      double last = 0;
      for (int update = 0; update < 60; update++) {
        double loss =
            replica.update(batches, SCHEDULE.at(Moment.of(update)), update).lossPerToken();
        first += update < 5 ? loss : 0;
        last += update >= 55 ? loss : 0;
      }
      assertThat(last).isLessThan(0.75 * first);
    }
  }

  /** Weights are powers of two, which scale without rounding. */
  @ParameterizedTest
  @EnumSource(names = {"TAPE", "SAMEDIFF"})
  void theWeightOfATurnScalesItsLossAndItsGradients(EngineKind engine) {
    List<TokenBatch> batches = MicroTraining.batches(2, 1);
    TranslationSpec spec = MicroTraining.SPACE.smallest();
    try (HostReplica replica = MicroTraining.replica(SUPERNET, PLAIN, engine)) {
      UpdateMetrics once = replica.accumulate(batches, List.of(Turn.of(spec)), 3);
      float[] expected = replica.gradients().toArray();
      for (int i = 0; i < expected.length; i++) {
        expected[i] *= 0.25f;
      }
      UpdateMetrics quarter = replica.accumulate(batches, List.of(new Turn(spec, 0.25)), 3);
      assertThat(replica.gradients().toArray()).isEqualTo(expected);
      assertThat(quarter.loss()).isEqualTo(0.25 * once.loss());
      assertThat(quarter.nll()).isEqualTo(once.nll());
      assertThat(quarter.tokens()).isEqualTo(once.tokens());
    }
  }

  /** What no subnet of an update uses keeps its value and gets no moments. */
  @Test
  void leavesUnusedParametersAlone() {
    try (HostReplica replica = MicroTraining.replica(SUPERNET, PLAIN)) {
      float[] before = replica.snapshot().parameters();
      replica.update(
          MicroTraining.batches(1, 1), List.of(Turn.of(MicroTraining.SPACE.smallest())), 1);
      ParameterSnapshot after = replica.snapshot();
      for (String name : SUPERNET.layout().names()) {
        ParameterLayout.Slot slot = SUPERNET.layout().slot(name);
        for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
          if (name.startsWith("decoder.layers.1.")) {
            assertThat(after.parameters()[i]).isEqualTo(before[i]);
            assertThat(after.secondMoments()[i]).isZero();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "embedding",
        "encoder.layers.0.self.qkv.weight",
        "encoder.layers.0.fc1.weight",
        "encoder.layers.1.fc2.expert1.bias",
        "decoder.layers.0.fc1.router.output.bias",
        "decoder.layers.0.cross.norm.gain"
      })
  void stopsAtALossThatIsNotANumberAndChangesNothing(String poisoned) {
    try (HostReplica replica = MicroTraining.replica(SUPERNET, PLAIN)) {
      update(replica, 0, 1);
      replica.parameters().matrix(poisoned).set(0, 0, Float.NaN);
      ParameterSnapshot before = replica.snapshot();
      assertThatThrownBy(() -> update(replica, 1, 1))
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessageContaining("training diverged")
          .hasMessageContaining("NaN at update 1")
          .hasMessageContaining(SCHEDULE.at(Moment.of(1)).get(0).spec().id());
      assertSameState(replica.snapshot(), before);
    }
  }

  /** A last update whose gradient overflows must not end in a checkpoint. */
  @Test
  void stopsAtAGradientThatIsNotANumberUntilItIsLoadedAgain() {
    Poison engine = new Poison();
    try (HostReplica replica = new HostReplica(SUPERNET, PLAIN, engine)) {
      replica.load(MicroTraining.initial(SUPERNET));
      update(replica, 0, 1);
      ParameterSnapshot before = replica.snapshot();
      engine.active = true;
      assertThatThrownBy(() -> update(replica, 1, 1))
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessageContaining("gradient")
          .hasMessageContaining("at update 1");
      engine.active = false;
      replica.load(before);
      update(replica, 1, 1);
      assertSameState(replica.snapshot(), twoUpdates());
    }
  }

  @Test
  void refusesToTrainIdenticalExperts() {
    float[] zeros = new float[SUPERNET.layout().floats()];
    try (HostReplica replica = new HostReplica(SUPERNET, PLAIN, new TapeEngine())) {
      assertThatThrownBy(() -> replica.load(ParameterSnapshot.initial(zeros)))
          .isInstanceOf(MosnasException.class)
          .hasMessageContaining("experts 0 and 1 of encoder.layers.0.fc1 are identical");
    }
  }

  private static ParameterSnapshot twoUpdates() {
    try (HostReplica replica = MicroTraining.replica(SUPERNET, PLAIN)) {
      update(replica, 0, 1);
      update(replica, 1, 1);
      return replica.snapshot();
    }
  }

  private static UpdateMetrics update(HostReplica replica, int update, long seed) {
    return replica.update(
        MicroTraining.batches(2, update),
        SCHEDULE.at(Moment.of(update)),
        Seeds.child(seed, "u", update));
  }

  private static void assertSameState(ParameterSnapshot one, ParameterSnapshot other) {
    assertThat(one.updates()).isEqualTo(other.updates());
    assertThat(one.parameters()).isEqualTo(other.parameters());
    assertThat(one.firstMoments()).isEqualTo(other.firstMoments());
    assertThat(one.secondMoments()).isEqualTo(other.secondMoments());
  }

  private static ParameterSnapshot sent(ParameterSnapshot snapshot)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(snapshot);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ParameterSnapshot) in.readObject();
    }
  }
}
