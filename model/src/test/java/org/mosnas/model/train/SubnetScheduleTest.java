package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.TestSpaces;
import org.mosnas.model.space.TranslationSpec;

class SubnetScheduleTest {
  private static final SearchSpace SPACE = TestSpaces.hatWmt();

  @Test
  void randomIsAPureFunctionOfSeedAndUpdate() {
    SubnetSchedule schedule = new SubnetSchedule.Random(SPACE, 2, 5);
    Set<TranslationSpec> seen = new HashSet<>();
    for (int update = 0; update < 50; update++) {
      List<TranslationSpec> specs = schedule.at(update);
      assertThat(specs).hasSize(2).allMatch(SPACE::contains);
      assertThat(new SubnetSchedule.Random(SPACE, 2, 5).at(update)).isEqualTo(specs);
      assertThat(new SubnetSchedule.Random(SPACE, 2, 6).at(update)).isNotEqualTo(specs);
      seen.addAll(specs);
    }
    assertThat(seen).hasSizeGreaterThan(95);
  }

  @Test
  void sandwichAddsTheLargestAndTheSmallestAfterTheRandomOnes() {
    for (int update = 0; update < 5; update++) {
      List<TranslationSpec> specs = new SubnetSchedule.Sandwich(SPACE, 1, 5).at(update);
      assertThat(specs)
          .containsExactly(
              new SubnetSchedule.Random(SPACE, 1, 5).at(update).get(0),
              SPACE.largest(),
              SPACE.smallest());
    }
    assertThat(new SubnetSchedule.Sandwich(SPACE, 3, 5).at(0)).hasSize(5);
  }

  @Test
  void fixedIsAlwaysTheSame() {
    SubnetSchedule schedule = new SubnetSchedule.Fixed(SPACE.smallest());
    assertThat(schedule.at(0)).isEqualTo(schedule.at(99)).containsExactly(SPACE.smallest());
  }
}
