package org.mosnas.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.Constraints.Constraint;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.SearchRun.SearchResult;
import org.mosnas.search.evolution.SearchSettings.LimitSettings;

/** What every algorithm that can be configured promises. */
class SearchAlgorithmsTest {
  private static final EvolutionSettings SIZES = new EvolutionSettings(20, 5, 8, 7, 0.3, 5, 1000);
  private static final int MOST_EVALUATIONS = SIZES.population() * SIZES.generations();

  private final SearchProblem problem =
      TestProblems.hat(
          new Constraint(Quantity.LATENCY, 25), new Constraint(Quantity.PARAMETERS, 40e6));

  static Set<String> names() {
    return SearchAlgorithms.names();
  }

  @Test
  void evolutionIsTheFirstOfThem() {
    assertThat(names()).startsWith(SearchAlgorithms.EVOLUTION).contains(SearchAlgorithms.RANDOM);
  }

  @ParameterizedTest
  @MethodSource("names")
  void canBeConfiguredAndMade(String name) {
    SearchSettings settings = SearchSettings.from(config(name));
    assertThat(settings.algorithm()).isEqualTo(name);
    assertThat(SearchAlgorithms.of(problem, settings).ask(SearchState.start(1))).isPresent();
  }

  @Test
  void anotherNameIsAUsageErrorThatListsThem() {
    assertThatThrownBy(() -> SearchSettings.from(config("guess")))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining("mosnas.search.algorithm")
        .hasMessageContaining("guess")
        .hasMessageContainingAll(names().toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("names")
  void equalSeedsGiveEqualSearches(String name) {
    SearchResult one = TestProblems.search(algorithm(name), problem, SearchState.start(5));
    SearchResult two = TestProblems.search(algorithm(name), problem, SearchState.start(5));
    SearchResult other = TestProblems.search(algorithm(name), problem, SearchState.start(6));
    assertThat(two).isEqualTo(one);
    assertThat(SearchCheckpointJson.write(two.history()))
        .isEqualTo(SearchCheckpointJson.write(one.history()));
    assertThat(other.ranked()).isNotEqualTo(one.ranked());
  }

  @ParameterizedTest
  @MethodSource("names")
  void keepsNothingBetweenQuestions(String name) {
    SearchAlgorithm algorithm = algorithm(name);
    SearchResult one = TestProblems.search(algorithm, problem, SearchState.start(5));
    SearchResult between = TestProblems.search(algorithm, problem, SearchState.start(6));
    assertThat(between).isNotEqualTo(one);
    assertThat(TestProblems.search(algorithm, problem, SearchState.start(5))).isEqualTo(one);
  }

  @ParameterizedTest
  @MethodSource("names")
  void resumedFromWhatWasStoredAfterAnyGenerationEndsTheSame(String name) {
    List<String> stored = new ArrayList<>();
    stored.add(SearchCheckpointJson.write(SearchState.start(7)));
    SearchResult whole =
        SearchRun.run(
            algorithm(name),
            problem,
            SearchState.start(7),
            TestProblems.rugged(),
            state -> stored.add(SearchCheckpointJson.write(state)));
    assertThat(stored).hasSize(1 + whole.history().generations().size()).hasSizeGreaterThan(2);
    for (String text : stored) {
      SearchState state = SearchCheckpointJson.read(text, "test", problem.space());
      SearchResult resumed = TestProblems.search(algorithm(name), problem, state);
      assertThat(resumed).isEqualTo(whole);
      assertThat(SearchCheckpointJson.write(resumed.history()))
          .isEqualTo(SearchCheckpointJson.write(whole.history()));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void scoresAllowedSubnetsOnceAndWithinItsBudget(String name) {
    List<SubnetSpec> scored = new ArrayList<>();
    SearchResult result =
        SearchRun.run(
            algorithm(name),
            problem,
            SearchState.start(8),
            specs -> {
              scored.addAll(specs);
              return TestProblems.rugged().evaluate(specs);
            },
            state -> {});
    assertThat(scored).doesNotHaveDuplicates().hasSize(result.evaluations());
    assertThat(scored.size()).isBetween(SIZES.population() + 1, MOST_EVALUATIONS);
    assertThat(scored)
        .allMatch(problem.space()::contains)
        .allMatch(spec -> problem.constraints().admits(problem.costs().costs(spec)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysWhenNothingIsAllowed(String name) {
    SearchProblem impossible = TestProblems.hat(new Constraint(Quantity.FLOPS, 1e6));
    SearchAlgorithm algorithm = SearchAlgorithms.of(impossible, settings(name));
    assertThatThrownBy(() -> TestProblems.search(algorithm, impossible, SearchState.start(1)))
        .isInstanceOf(InfeasibleConstraintException.class)
        .hasMessageContaining("limit.flops");
  }

  @ParameterizedTest
  @MethodSource("names")
  void endsWhereTheSpaceIsUsedUp(String name) {
    SearchProblem six = TestProblems.problem(TestProblems.tiny());
    SearchAlgorithm algorithm = SearchAlgorithms.of(six, settings(name));
    assertThat(TestProblems.search(algorithm, six, SearchState.start(1)).evaluations())
        .isEqualTo(6);
  }

  private SearchAlgorithm algorithm(String name) {
    return SearchAlgorithms.of(problem, settings(name));
  }

  private static SearchSettings settings(String name) {
    LimitSettings none =
        new LimitSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new SearchSettings(SIZES, none, false, 5, name, List.of());
  }

  private static Config config(String name) {
    return ConfigFactory.parseString("mosnas.search.algorithm = " + name)
        .withFallback(ConfigFactory.parseResources("reference.conf"))
        .resolve();
  }
}
