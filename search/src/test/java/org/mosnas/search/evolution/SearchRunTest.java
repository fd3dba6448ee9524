package org.mosnas.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.Constraints.Constraint;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchAlgorithm.Proposal;
import org.mosnas.search.evolution.SearchRun.SearchResult;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.evolution.SearchState.DrawStatistics;
import org.mosnas.search.evolution.SearchState.Generation;

/** Runs an algorithm that nobody but this test knows: a random walk. */
class SearchRunTest {
  private static final int STEPS = 12;

  private final SearchProblem problem = TestProblems.hat(new Constraint(Quantity.LATENCY, 25));
  private final SearchAlgorithm walk = walk(problem);

  /** From the smallest subnet on, each step to a neighbor that is new and allowed. */
  private static SearchAlgorithm walk(SearchProblem problem) {
    GeneticOperators operators = new GeneticOperators(problem.space());
    return state -> {
      int step = state.generations().size();
      SubnetSpec from = step == 0 ? problem.space().smallest() : state.last().best().spec();
      DrawPool pool = DrawPool.of(problem, 1000, state);
      SplittableRandom random = Seeds.generator(state.seed(), "walk", step);
      pool.fill(step < STEPS ? 1 : 0, failures -> operators.mutate(from, 0.1, random));
      return pool.proposal(List.of());
    };
  }

  @Test
  void anyAlgorithmRuns() {
    SearchResult result = TestProblems.search(walk, problem, SearchState.start(1));
    assertThat(result.evaluations()).isEqualTo(STEPS);
    assertThat(result.ranked()).hasSize(STEPS).isSortedAccordingTo(Candidate.BEST_FIRST);
    assertThat(result.ranked())
        .allSatisfy(
            candidate -> {
              assertThat(candidate.loss()).isEqualTo(TestProblems.rugged(candidate.spec()));
              assertThat(candidate.costs()).isEqualTo(problem.costs().costs(candidate.spec()));
              assertThat(problem.constraints().admits(candidate.costs())).isTrue();
            });
    assertThat(TestProblems.search(walk, problem, SearchState.start(1))).isEqualTo(result);
    assertThat(TestProblems.search(walk, problem, SearchState.start(2))).isNotEqualTo(result);
  }

  @Test
  void theListenerHearsOfEveryGenerationInOrder() {
    List<SearchState> states = states();
    assertThat(states).hasSize(STEPS);
    List<Generation> all = states.get(STEPS - 1).generations();
    for (int i = 0; i < STEPS; i++) {
      assertThat(states.get(i).generations()).isEqualTo(all.subList(0, i + 1));
    }
  }

  @Test
  void itGoesOnFromAnyStoredState() {
    SearchResult whole = TestProblems.search(walk, problem, SearchState.start(1));
    for (SearchState state : states()) {
      SearchState stored =
          SearchCheckpointJson.read(SearchCheckpointJson.write(state), "test", problem.space());
      assertThat(TestProblems.search(walk(problem), problem, stored)).isEqualTo(whole);
    }
  }

  @Test
  void aSearchThatHasEndedAsksNobody() {
    SearchState ended = TestProblems.search(walk, problem, SearchState.start(1)).history();
    Evaluator nobody =
        specs -> {
          throw new AssertionError("asked for " + specs);
        };
    SearchResult result =
        SearchRun.run(
            walk,
            problem,
            ended,
            nobody,
            state -> {
              throw new AssertionError("told of a generation");
            });
    assertThat(result.history()).isEqualTo(ended);
  }

  @Test
  void survivorsKeepTheirScoresAndOnlyTheFreshAreScored() {
    List<SubnetSpec> scored = new ArrayList<>();
    SearchAlgorithm collecting =
        state ->
            walk.ask(state)
                .map(
                    next ->
                        new Proposal(
                            List.copyOf(state.known().values()), next.fresh(), next.statistics()));
    SearchResult result =
        SearchRun.run(
            collecting,
            problem,
            SearchState.start(3),
            specs -> {
              scored.addAll(specs);
              return TestProblems.rugged().evaluate(specs);
            },
            state -> {});
    assertThat(scored).hasSize(STEPS).doesNotHaveDuplicates();
    assertThat(result.history().last().population()).hasSize(STEPS);
    assertThat(result.history().last().best()).isEqualTo(result.best());
  }

  @Test
  void lossesThatAreMissingOrNoNumbersStopTheSearch() {
    assertThatThrownBy(() -> run(specs -> new double[2]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2 losses for 1 subnets");
    assertThatThrownBy(() -> run(specs -> new double[] {Double.NaN}))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void aStateOfOtherLimitsIsRefusedBeforeTheAlgorithmIsAsked() {
    SearchState state = TestProblems.search(walk, problem, SearchState.start(1)).history();
    SearchProblem stricter = TestProblems.hat(new Constraint(Quantity.LATENCY, 5));
    SearchAlgorithm asked =
        any -> {
          throw new AssertionError("asked");
        };
    assertThatThrownBy(() -> TestProblems.search(asked, stricter, state))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("latency <= 5.000 ms");
  }

  @Test
  void proposalsOfWhatMustNotBeScoredAreRefusedBeforeAnythingIs() {
    SearchState begun = states().get(0);
    assertRefused(begun.best().spec(), begun, "which was scored before");
    assertRefused(
        problem.space().largest(),
        begun,
        "which exceeds the limits (" + problem.constraints() + ")");
    SubnetSpec foreign = TestSpaces.micro().smallest();
    assertRefused(foreign, SearchState.start(1), "which is not in space " + problem.space().name());
  }

  private void assertRefused(SubnetSpec spec, SearchState state, String reason) {
    SearchAlgorithm unfair = new Unfair(spec);
    Evaluator nobody =
        specs -> {
          throw new AssertionError("asked for " + specs);
        };
    assertThatThrownBy(() -> SearchRun.run(unfair, problem, state, nobody, any -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(Unfair.class.getName() + " proposed subnet " + spec.id() + ", ")
        .hasMessageContaining(reason);
  }

  /** Proposes one subnet, whatever it is, and calls it cheap. */
  private record Unfair(SubnetSpec spec) implements SearchAlgorithm {
    @Override
    public Optional<Proposal> ask(SearchState state) {
      return Optional.of(
          new Proposal(
              List.of(), Map.of(spec, new Costs(1, 1, 1, 1)), new DrawStatistics(1, 0, 0, 1)));
    }
  }

  @Test
  void aSearchWithoutAnyGenerationHasNoResult() {
    assertThatThrownBy(
            () -> TestProblems.search(s -> Optional.empty(), problem, SearchState.start(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a candidate");
  }

  private List<SearchState> states() {
    List<SearchState> states = new ArrayList<>();
    SearchResult unused =
        SearchRun.run(walk, problem, SearchState.start(1), TestProblems.rugged(), states::add);
    return states;
  }

  private void run(Evaluator evaluator) {
    SearchResult unused =
        SearchRun.run(walk, problem, SearchState.start(1), evaluator, state -> {});
  }
}
