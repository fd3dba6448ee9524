package org.mosnas.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mosnas.search.evolution.Constraints.Constraint;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.SearchRun.SearchResult;

class RandomSearchTest {
  private final SearchProblem problem = TestProblems.hat(new Constraint(Quantity.LATENCY, 25));

  @Test
  void scoresExactlyTheBudgetInBatches() {
    SearchResult result = search(problem, 130, state -> {});
    assertThat(result.evaluations()).isEqualTo(130);
    assertThat(result.ranked()).hasSize(130);
    assertThat(result.history().generations())
        .extracting(generation -> generation.statistics().evaluations())
        .containsExactly(50, 50, 30);
    assertThat(result.ranked())
        .allSatisfy(c -> assertThat(problem.constraints().admits(c.costs())).isTrue());
  }

  @Test
  void resumedAfterAnyBatchEndsTheSame() {
    List<SearchState> states = new ArrayList<>();
    SearchResult whole = search(problem, 130, states::add);
    assertThat(states).hasSize(3);
    for (SearchState state : states) {
      SearchResult resumed =
          TestProblems.search(new RandomSearch(problem, 50, 1000, 130), problem, state);
      assertThat(resumed).isEqualTo(whole);
    }
  }

  @Test
  void isAnotherDrawThanTheEvolution() {
    EvolutionSettings settings = new EvolutionSettings(50, 10, 20, 20, 0.3, 1, 1000);
    SearchResult evolution =
        TestProblems.search(
            new EvolutionarySearch(problem, settings), problem, SearchState.start(1));
    assertThat(search(problem, 50, state -> {}).ranked())
        .doesNotContainAnyElementsOf(evolution.ranked());
  }

  @Test
  void endsWhereTheSpaceIsUsedUp() {
    SearchProblem six = TestProblems.problem(TestProblems.tiny());
    assertThat(search(six, 100, state -> {}).evaluations()).isEqualTo(6);
  }

  @Test
  void underATightLimitTheSmallestSubnetIsScored() {
    SearchProblem tight = TestProblems.hat(new Constraint(Quantity.PARAMETERS, 15_771_136));
    SearchResult result = search(tight, 1, state -> {});
    assertThat(result.best().costs().parameters()).isEqualTo(15_771_136);
  }

  @Test
  void anInfeasibleLimitIsAnError() {
    SearchProblem impossible = TestProblems.hat(new Constraint(Quantity.FLOPS, 1e6));
    assertThatThrownBy(() -> search(impossible, 10, state -> {}))
        .isInstanceOf(InfeasibleConstraintException.class)
        .hasMessageContaining("959,232,168")
        .hasMessageContaining("limit.flops");
  }

  private static SearchResult search(
      SearchProblem problem, int budget, Consumer<SearchState> listener) {
    return SearchRun.run(
        new RandomSearch(problem, 50, 1000, budget),
        problem,
        SearchState.start(1),
        TestProblems.rugged(),
        listener);
  }
}
