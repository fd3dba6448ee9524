package org.mosnas.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.Constraints.Constraint;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchProblem.Reach;
import org.mosnas.search.evolution.SearchRun.SearchResult;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.evolution.SearchState.Generation;

/** The search part of item 8.13. */
class EvolutionarySearchTest {
  private static final EvolutionSettings SMALL = new EvolutionSettings(20, 5, 8, 7, 0.3, 6, 2000);

  @Test
  void populationsAre25ParentsWith50MutantsAnd50Children() {
    EvolutionSettings fewer = new EvolutionSettings(125, 25, 50, 50, 0.3, 4, 10_000);
    List<Generation> generations = search(TestProblems.hat(), fewer, 1).history().generations();
    assertThat(generations).hasSize(4);
    for (Generation generation : generations) {
      assertThat(generation.population()).hasSize(125);
      assertThat(generation.statistics().evaluations())
          .isEqualTo(generation.index() == 0 ? 125 : 100);
    }
    for (int i = 1; i < generations.size(); i++) {
      List<Candidate> parents = generations.get(i - 1).population().subList(0, 25);
      assertThat(generations.get(i).population()).containsAll(parents);
    }
  }

  @Test
  void reachesTheOptimumThatExhaustiveSearchFinds() {
    TranslationSpace space = TestSpaces.micro();
    SearchProblem free = TestProblems.problem(space);
    double flops = 0.7 * free.costs().costs(space.largest()).flops();
    SearchProblem problem = TestProblems.problem(space, new Constraint(Quantity.FLOPS, flops));
    long[] optimum = {0};
    TestProblems.forEach(
        space,
        spec -> {
          Costs costs = problem.costs().costs(spec);
          if (problem.constraints().admits(costs)) {
            optimum[0] = Math.max(optimum[0], costs.parameters());
          }
        });
    for (long seed = 0; seed < 2; seed++) {
      SearchResult result =
          SearchRun.run(
              new EvolutionarySearch(problem, EvolutionSettings.HAT),
              problem,
              SearchState.start(seed),
              TestProblems.largerIsBetter(problem),
              state -> {});
      assertThat(result.best().costs().parameters()).as("seed %d", seed).isEqualTo(optimum[0]);
    }
  }

  @Test
  void beatsRandomSearchAtTheSameBudgetOnARuggedLandscape() {
    SearchProblem problem = TestProblems.hat(new Constraint(Quantity.LATENCY, 25));
    int wins = 0;
    for (long seed = 0; seed < 5; seed++) {
      SearchResult evolution =
          search(problem, new EvolutionSettings(50, 10, 20, 20, 0.3, 8, 2000), seed);
      SearchResult random =
          TestProblems.search(
              new RandomSearch(problem, 50, 2000, evolution.evaluations()),
              problem,
              SearchState.start(seed));
      assertThat(random.evaluations()).isEqualTo(evolution.evaluations());
      wins += evolution.best().loss() < random.best().loss() ? 1 : 0;
    }
    assertThat(wins).isEqualTo(5);
  }

  @Test
  void everyCandidateMeetsTheLimitsAndIsScoredOnce() {
    SearchProblem problem =
        TestProblems.hat(
            new Constraint(Quantity.LATENCY, 25), new Constraint(Quantity.PARAMETERS, 40e6));
    List<SubnetSpec> scored = new ArrayList<>();
    SearchResult result =
        SearchRun.run(
            new EvolutionarySearch(problem, SMALL),
            problem,
            SearchState.start(3),
            specs -> {
              scored.addAll(specs);
              return TestProblems.rugged().evaluate(specs);
            },
            state -> {});
    assertThat(scored).doesNotHaveDuplicates().hasSize(result.evaluations());
    assertThat(result.ranked()).hasSameSizeAs(scored);
    assertThat(result.ranked())
        .allSatisfy(
            candidate -> {
              assertThat(problem.constraints().admits(candidate.costs())).isTrue();
              assertThat(candidate.costs().latencyBoundMillis()).isLessThanOrEqualTo(25);
              assertThat(candidate.costs()).isEqualTo(problem.costs().costs(candidate.spec()));
            });
    assertThat(result.ranked()).isSortedAccordingTo(Candidate.BEST_FIRST);
  }

  @Test
  void theBestIsNeverLost() {
    List<Generation> generations = search(TestProblems.hat(), SMALL, 4).history().generations();
    for (int i = 1; i < generations.size(); i++) {
      assertThat(generations.get(i).best().loss())
          .isLessThanOrEqualTo(generations.get(i - 1).best().loss());
    }
  }

  @Test
  void sameSeedGivesTheSameSearchHoweverItIsEvaluated() {
    SearchProblem problem = TestProblems.hat(new Constraint(Quantity.LATENCY, 25));
    Evaluator parallel =
        specs ->
            IntStream.range(0, specs.size())
                .parallel()
                .mapToDouble(i -> TestProblems.rugged(specs.get(i)))
                .toArray();
    SearchResult one = search(problem, SMALL, 5);
    SearchResult two =
        SearchRun.run(
            new EvolutionarySearch(problem, SMALL),
            problem,
            SearchState.start(5),
            parallel,
            state -> {});
    assertThat(two).isEqualTo(one);
    assertThat(search(problem, SMALL, 6).ranked()).isNotEqualTo(one.ranked());
  }

  @Test
  void resumedAfterAnyGenerationEndsTheSame() {
    SearchProblem problem = TestProblems.hat(new Constraint(Quantity.LATENCY, 25));
    List<String> checkpoints = new ArrayList<>();
    SearchResult whole =
        SearchRun.run(
            new EvolutionarySearch(problem, SMALL),
            problem,
            SearchState.start(7),
            TestProblems.rugged(),
            state -> checkpoints.add(SearchCheckpointJson.write(state)));
    assertThat(checkpoints).hasSize(SMALL.generations());
    for (String checkpoint : checkpoints) {
      SearchState state = SearchCheckpointJson.read(checkpoint, "test", problem.space());
      SearchResult resumed =
          TestProblems.search(new EvolutionarySearch(problem, SMALL), problem, state);
      assertThat(resumed).isEqualTo(whole);
    }
  }

  @Test
  void doesNotResumeASearchOfOtherLimits() {
    SearchState state = search(TestProblems.hat(), SMALL, 8).history();
    SearchProblem stricter = TestProblems.hat(new Constraint(Quantity.LATENCY, 15));
    assertThatThrownBy(
            () -> TestProblems.search(new EvolutionarySearch(stricter, SMALL), stricter, state))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("latency <= 15.000 ms");
  }

  @Test
  void anInfeasibleLimitSaysWhatCanBeReached() {
    SearchProblem problem = TestProblems.hat(new Constraint(Quantity.PARAMETERS, 15_771_135));
    assertThatThrownBy(() -> search(problem, SMALL, 1))
        .isInstanceOfSatisfying(
            InfeasibleConstraintException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.INFEASIBLE);
              assertThat(e.kind().exitCode()).isEqualTo(3);
              assertThat(e.smallest()).hasSize(1);
              assertThat(e.smallest().get(0).value()).isEqualTo(15_771_136);
            })
        .hasMessageContaining("parameters <= 15,771,135")
        .hasMessageContaining("the smallest reachable is parameters 15,771,136")
        .hasMessageContaining("2,000 subnets tried")
        .hasMessageContaining("mosnas.search.limit.parameters");
  }

  @Test
  void theSmallestSubnetItselfIsEnough() {
    SearchProblem problem = TestProblems.hat(new Constraint(Quantity.PARAMETERS, 15_771_136));
    SearchResult result = search(problem, SMALL, 1);
    assertThat(result.best().costs().parameters()).isEqualTo(15_771_136);
    // Heads and attended layers cost no parameters, so there is still a choice.
    assertThat(result.evaluations()).isGreaterThan(SMALL.population());
  }

  @Test
  void aTightLimitStillFillsPopulations() {
    SearchProblem free = TestProblems.hat();
    double smallest = Reach.smallest(free.space(), free.costs(), Quantity.LATENCY).value();
    SearchProblem tight = TestProblems.hat(new Constraint(Quantity.LATENCY, 1.03 * smallest));
    for (Generation generation : search(tight, SMALL, 2).history().generations()) {
      assertThat(generation.population()).hasSize(SMALL.population());
    }
  }

  @Test
  void limitsThatExcludeEachOtherAreInfeasibleTogether() {
    SearchProblem free = TestProblems.hat();
    // The fewer parameters the slower.
    CostModel opposed =
        spec -> {
          Costs costs = free.costs().costs(spec);
          double slow = 1e9 / costs.parameters();
          return new Costs(slow, slow, costs.parameters(), costs.flops());
        };
    SearchProblem both =
        new SearchProblem(
            free.space(),
            opposed,
            Constraints.of(
                new Constraint(Quantity.LATENCY, 20),
                new Constraint(Quantity.PARAMETERS, 40_000_000)));
    assertThatThrownBy(() -> search(both, SMALL, 1))
        .isInstanceOf(InfeasibleConstraintException.class)
        .hasMessageContaining("each limit can be met")
        .hasMessageContaining(
            "limit.latency-ms (or latency-fraction) or mosnas.search.limit.parameters");
  }

  @Test
  void aSpaceThatIsUsedUpEndsTheSearch() {
    TranslationSpace tiny = TestProblems.tiny();
    SearchResult result = search(TestProblems.problem(tiny), EvolutionSettings.HAT, 1);
    Set<TranslationSpec> all = new HashSet<>(TestProblems.all(tiny));
    assertThat(all).hasSize(6);
    assertThat(result.evaluations()).isEqualTo(6);
    assertThat(result.finalists(10)).hasSize(6);
    assertThat(result.history().generations()).hasSizeLessThan(6);
  }

  @Test
  void aLossThatIsNotANumberStopsTheSearch() {
    assertThatThrownBy(
            () ->
                SearchRun.run(
                    new EvolutionarySearch(TestProblems.hat(), SMALL),
                    TestProblems.hat(),
                    SearchState.start(1),
                    specs -> specs.stream().mapToDouble(s -> Double.NaN).toArray(),
                    state -> {}))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessageContaining("NaN");
  }

  private static SearchResult search(SearchProblem problem, EvolutionSettings settings, long seed) {
    return TestProblems.search(
        new EvolutionarySearch(problem, settings), problem, SearchState.start(seed));
  }
}
