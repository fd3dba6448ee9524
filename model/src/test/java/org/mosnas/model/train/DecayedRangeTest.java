package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Role;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.ParameterLayout.Kind;
import org.mosnas.model.supernet.ParameterLayout.Slot;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.SubnetSchedule.Turn;

class DecayedRangeTest {
  private static final double DECAY = 0.1;
  private static final Supernet SUPERNET = MicroTraining.supernet(Mixture.neuronWise(2, 8));
  private static final ParameterLayout LAYOUT = SUPERNET.layout();

  @Test
  void rangesMakeUpTheWholeVectorAndAlternate() {
    List<DecayedRange> ranges = DecayedRange.of(LAYOUT, DECAY);
    int next = 0;
    for (int i = 0; i < ranges.size(); i++) {
      assertThat(ranges.get(i).offset()).isEqualTo(next);
      assertThat(ranges.get(i).count()).isPositive().isEqualTo(ranges.get(i).count() / 4 * 4);
      assertThat(ranges.get(i).decays()).isEqualTo(ranges.get(0).decays() == (i % 2 == 0));
      next += ranges.get(i).count();
    }
    assertThat(next).isEqualTo(LAYOUT.floats());
    assertThat(ranges.size()).isGreaterThan(2);
  }

  @Test
  void withoutDecayThereIsOneRange() {
    assertThat(DecayedRange.of(LAYOUT, 0))
        .containsExactly(new DecayedRange(0, LAYOUT.floats(), false));
  }

  @Test
  void normsAndBiasesDoNotDecayAndAllElseDoes() {
    float[] before = MicroTraining.initial(SUPERNET).parameters();
    float[] without = trained(0);
    float[] with = trained(DECAY);
    LAYOUT
        .slots()
        .forEach(
            (name, slot) -> {
              boolean exempt = slot.role() == Role.NORM || slot.kind() == Kind.BIAS;
              for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                float expected =
                    exempt
                        ? without[i]
                        : (float) (without[i] - MicroTraining.RATE.at(0) * DECAY * before[i]);
                assertThat(with[i]).as(name).isCloseTo(expected, within(exempt ? 0 : 1e-7f));
              }
            });
    Slot words = LAYOUT.slots().values().iterator().next();
    assertThat(with[words.offset() + words.columns() * 4])
        .isNotEqualTo(without[words.offset() + words.columns() * 4]);
  }

  /** The parameters after an update. */
  private static float[] trained(double decay) {
    TrainSettings settings =
        MicroTraining.settings(
            DropoutRates.NONE,
            new TrainSettings.Optimizer(0.9, 0.98, 1e-8, decay, 0),
            MicroTraining.RATE);
    try (HostReplica replica = MicroTraining.replica(SUPERNET, settings)) {
      replica.update(
          MicroTraining.batches(1, 3), List.of(new Turn(MicroTraining.SPACE.largest(), 1)), 1);
      return replica.snapshot().parameters();
    }
  }
}
