package org.mosnas.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchState.Candidate;

class ParetoFrontTest {
  @Test
  void keepsWhatNothingBeats() {
    Candidate cheap = candidate(0, 5, 1);
    Candidate good = candidate(1, 2, 4);
    Candidate middle = candidate(2, 3, 2);
    Candidate beaten = candidate(3, 4, 3);
    Candidate equalCostWorse = candidate(4, 3.5, 2);
    ParetoFront front =
        ParetoFront.of(List.of(beaten, good, equalCostWorse, cheap, middle), Quantity.LATENCY);
    assertThat(front.members()).containsExactly(cheap, middle, good);
    assertThat(isBeaten(beaten, front)).isTrue();
    assertThat(isBeaten(equalCostWorse, front)).isTrue();
    assertThat(isBeaten(good, front)).isFalse();
  }

  @Test
  void oneOfEqualCandidatesStandsForAll() {
    Candidate first = candidate(0, 1, 1);
    Candidate second = candidate(1, 1, 1);
    ParetoFront front = ParetoFront.of(List.of(first, second), Quantity.LATENCY);
    assertThat(front.members()).hasSize(1);
    assertThat(ParetoFront.of(List.of(second, first), Quantity.LATENCY)).isEqualTo(front);
  }

  @Test
  void noMemberIsBeatenAndEveryOtherCandidateIs() {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = Seeds.generator(seed, "front");
      List<Candidate> candidates = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        candidates.add(candidate(i, random.nextInt(20), random.nextInt(20)));
      }
      ParetoFront front = ParetoFront.of(candidates, Quantity.LATENCY);
      for (Candidate candidate : candidates) {
        boolean likeAMember =
            front.members().stream()
                .anyMatch(m -> m.loss() == candidate.loss() && m.costs().equals(candidate.costs()));
        assertThat(isBeaten(candidate, front)).as("seed %d", seed).isNotEqualTo(likeAMember);
      }
    }
  }

  @Test
  void nothingHasAnEmptyFront() {
    assertThat(ParetoFront.of(List.of(), Quantity.FLOPS).members()).isEmpty();
  }

  /** Whether a member is better in one of loss and cost, and worse in neither. */
  private static boolean isBeaten(Candidate candidate, ParetoFront front) {
    double cost = candidate.costs().latencyBoundMillis();
    return front.members().stream()
        .anyMatch(
            member -> {
              double memberCost = member.costs().latencyBoundMillis();
              boolean noWorse = memberCost <= cost && member.loss() <= candidate.loss();
              return noWorse && (memberCost < cost || member.loss() < candidate.loss());
            });
  }

  private static Candidate candidate(long seed, double loss, double latency) {
    return new Candidate(
        SubnetSampler.uniform().sample(TestSpaces.hatWmt(), seed),
        loss,
        new Costs(latency, latency, 0, 0));
  }
}
