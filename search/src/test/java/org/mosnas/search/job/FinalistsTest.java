package org.mosnas.search.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.job.SearchOutcome.Measured;

class FinalistsTest {
  private static final int PORTION = 5;
  private static final int COUNT = 400;

  private final List<Integer> portions = new ArrayList<>();

  /** Candidate n has loss n; the worse, the quicker. */
  private final List<Candidate> ranked = ranked();

  @Test
  void theBestByLossWinsWithoutALimit() {
    Finalists finalists = measured(Optional.empty(), n -> 100);
    assertThat(finalists.winner().orElseThrow().candidate().loss()).isZero();
    assertThat(portions).containsExactly(PORTION);
  }

  @Test
  void theFirstOfItsPortionWithinTheLimitWins() {
    Finalists finalists = measured(Optional.of(10.0), n -> n == 3 || n == 4 ? 9 : 11);
    assertThat(finalists.winner().orElseThrow().candidate().loss()).isEqualTo(3);
    assertThat(finalists.measured()).hasSize(PORTION);
  }

  @Test
  void aLimitThatNothingMeetsCostsTwoPortions() {
    Finalists finalists = measured(Optional.of(10.0), n -> 11);
    assertThat(finalists.winner()).isEmpty();
    assertThat(portions).containsExactly(PORTION, PORTION);
    assertThat(finalists.measured()).extracting(one -> one.candidate().loss()).contains(399.0);
  }

  @Test
  void losersOfTheFirstPortionDoNotEndTheSearchForABetterOne() {
    Finalists finalists = measured(Optional.of(10.0), n -> n >= 13 ? 9 : 11);
    assertThat(finalists.winner().orElseThrow().candidate().loss()).isEqualTo(13);
    assertThat(portions).containsExactly(5, 5, 5, 5);
    assertThat(finalists.measured())
        .extracting(one -> one.candidate().loss())
        .isSorted()
        .contains(0.0, 14.0, 395.0, 399.0);
  }

  @Test
  void theBestOfTheQuickestWinsWhereNoBetterOneIsFoundInTime() {
    Finalists finalists = measured(Optional.of(10.0), n -> n >= 390 ? 9 : 11);
    assertThat(finalists.winner().orElseThrow().candidate().loss()).isEqualTo(395);
    assertThat(portions).hasSize(Finalists.MOST_PORTIONS).containsOnly(PORTION);
  }

  @Test
  void aFewCandidatesAreMeasuredOnce() {
    Finalists finalists =
        Finalists.of(ranked.subList(0, 3), PORTION, Optional.of(10.0), millis(n -> 11));
    assertThat(finalists.winner()).isEmpty();
    assertThat(portions).containsExactly(3);
    assertThat(finalists.measured()).extracting(Measured::measuredMillis).containsOnly(11.0);
  }

  private Finalists measured(Optional<Double> limit, IntToDoubleFunction millis) {
    return Finalists.of(ranked, PORTION, limit, millis(millis));
  }

  private Function<List<SubnetSpec>, List<Double>> millis(IntToDoubleFunction millis) {
    Map<SubnetSpec, Integer> place = new HashMap<>();
    ranked.forEach(candidate -> place.put(candidate.spec(), place.size()));
    return specs -> {
      portions.add(specs.size());
      return specs.stream().map(spec -> millis.applyAsDouble(place.get(spec))).toList();
    };
  }

  private static List<Candidate> ranked() {
    List<SubnetSpec> specs =
        IntStream.range(0, 10 * COUNT)
            .mapToObj(i -> SubnetSampler.uniform().sample(TestSpaces.micro(), i))
            .distinct()
            .limit(COUNT)
            .toList();
    return IntStream.range(0, COUNT)
        .mapToObj(n -> new Candidate(specs.get(n), n, new Costs(1000.0 - n, 2000.0 - n, 1, 1)))
        .toList();
  }
}
