package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.train.SubnetSchedule.Moment;
import org.mosnas.model.train.SubnetSchedule.Turn;

class SubnetScheduleTest {
  private static final TranslationSpace SPACE = TestSpaces.hatWmt();

  @Test
  void randomIsAPureFunctionOfSeedAndUpdate() {
    SubnetSchedule schedule = new SubnetSchedule.Random(SPACE, 2, 5);
    Set<Turn> seen = new HashSet<>();
    for (int update = 0; update < 50; update++) {
      List<Turn> turns = schedule.at(Moment.of(update));
      assertThat(turns)
          .hasSize(2)
          .allMatch(turn -> SPACE.contains(turn.spec()) && turn.weight() == 1);
      assertThat(new SubnetSchedule.Random(SPACE, 2, 5).at(Moment.of(update))).isEqualTo(turns);
      assertThat(new SubnetSchedule.Random(SPACE, 2, 6).at(Moment.of(update))).isNotEqualTo(turns);
      seen.addAll(turns);
    }
    assertThat(seen).hasSizeGreaterThan(95);
  }

  @Test
  void sandwichAddsTheLargestAndTheSmallestAfterTheRandomOnes() {
    for (int update = 0; update < 5; update++) {
      List<Turn> turns = new SubnetSchedule.Sandwich(SPACE, 1, 5).at(Moment.of(update));
      assertThat(turns)
          .containsExactly(
              new SubnetSchedule.Random(SPACE, 1, 5).at(Moment.of(update)).get(0),
              new Turn(SPACE.largest(), 1),
              new Turn(SPACE.smallest(), 1));
    }
    assertThat(new SubnetSchedule.Sandwich(SPACE, 3, 5).at(Moment.of(0))).hasSize(5);
  }

  @Test
  void fixedIsAlwaysTheSame() {
    SubnetSchedule schedule = new SubnetSchedule.Fixed(SPACE.smallest());
    assertThat(schedule.at(Moment.of(0)))
        .isEqualTo(schedule.at(Moment.of(99)))
        .containsExactly(new Turn(SPACE.smallest(), 1));
  }
}
