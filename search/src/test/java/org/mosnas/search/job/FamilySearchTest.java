package org.mosnas.search.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationCosts;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.Constraints;
import org.mosnas.search.evolution.Constraints.Constraint;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.CostModel;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.EvolutionSettings;
import org.mosnas.search.evolution.SearchProblem;
import org.mosnas.search.evolution.SearchSettings;
import org.mosnas.search.evolution.SearchSettings.LimitSettings;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.job.FamilySearch.Member;

/** Several limits in a space where more parameters are better. */
class FamilySearchTest {
  private static final TranslationSpace SPACE = TestSpaces.micro();
  private static final TranslationCosts FORMULA = TranslationCosts.of(SPACE, 12, 12);
  private static final long SMALLEST = parameters(SPACE.smallest());
  private static final long LARGEST = parameters(SPACE.largest());

  /** A microsecond per parameter. */
  private static final CostModel COSTS =
      spec -> new Costs(parameters(spec) / 1e3, parameters(spec) / 1e3, parameters(spec), 1);

  private final List<SubnetSpec> scored = new ArrayList<>();
  private int measured;

  @Test
  void everyLimitHasAWinnerAndNothingIsScoredTwice() {
    double middle = (SMALLEST + LARGEST) / 2.0;
    Map<Integer, Integer> fresh = new HashMap<>();
    Map<String, SearchState> states = new HashMap<>();
    List<SearchOutcome> outcomes =
        search()
            .run(
                List.of(
                    member("large", new Constraint(Quantity.PARAMETERS, LARGEST), states),
                    member(
                        "medium",
                        new Constraint(Quantity.PARAMETERS, middle, 1.2 * middle),
                        states),
                    member("small", new Constraint(Quantity.LATENCY, middle / 1e3), states)),
                1,
                (index, outcome, count) -> fresh.put(index, count));
    assertThat(scored).doesNotHaveDuplicates();
    assertThat(fresh.values().stream().mapToInt(count -> count).sum())
        .as("all but the extremes, where no search met them")
        .isBetween(scored.size() - 2, scored.size());
    assertThat(fresh.get(2))
        .as("evolution and random search score as many, some of them known")
        .isLessThan(2 * outcomes.get(2).evaluations());
    assertThat(parameters(outcomes.get(1).winner().candidate().spec()))
        .isBetween((long) middle, (long) (1.2 * middle));
    assertThat(parameters(outcomes.get(2).winner().candidate().spec()))
        .isLessThanOrEqualTo((long) middle);
    assertThat(outcomes.get(2).latencyLimitMillis()).contains(middle / 1e3);
    assertThat(outcomes.get(0).latencyLimitMillis()).isEmpty();
    assertThat(outcomes).allMatch(outcome -> outcome.randomBest().isPresent());
    assertThat(outcomes.get(1).largest()).isEqualTo(outcomes.get(0).largest());
  }

  @Test
  void laterSearchesBeginWithTheBestThatEarlierOnesKnow() {
    Constraint all = new Constraint(Quantity.PARAMETERS, LARGEST);
    Constraint most = new Constraint(Quantity.PARAMETERS, LARGEST - 1);
    Map<String, SearchState> states = new HashMap<>();
    search().run(List.of(member("a", all, states), member("b", most, states)), 1, (i, o, n) -> {});
    Set<SubnetSpec> known = specs(states.get("a evolution"));
    known.addAll(specs(states.get("a random")));
    long best =
        known.stream()
            .mapToLong(FamilySearchTest::parameters)
            .filter(count -> count < LARGEST)
            .max()
            .orElseThrow();
    SearchState first = new SearchState(0, states.get("b evolution").generations().subList(0, 1));
    assertThat(specs(first).stream().filter(known::contains))
        .anyMatch(spec -> parameters(spec) == best);
  }

  @Test
  void aSearchThatGoesOnBehindAFoundMemberEndsAsIfItHadNotStopped() {
    Constraint first = new Constraint(Quantity.PARAMETERS, LARGEST);
    Constraint second = new Constraint(Quantity.PARAMETERS, (SMALLEST + LARGEST) / 2.0);
    Map<String, SearchState> whole = new HashMap<>();
    List<SearchOutcome> outcomes =
        search()
            .run(
                List.of(member("a", first, whole), member("b", second, whole)), 1, (i, o, n) -> {});

    Map<String, SearchState> resumed = new HashMap<>();
    resumed.put("a evolution", whole.get("a evolution"));
    resumed.put("a random", whole.get("a random"));
    SearchState begun = whole.get("b evolution");
    resumed.put("b evolution", new SearchState(begun.seed(), begun.generations().subList(0, 2)));
    scored.clear();
    measured = 0;
    Member found =
        new Member(problem("a", first), new Store("a", resumed), Optional.of(outcomes.get(0)));
    List<Integer> told = new ArrayList<>();
    List<SearchOutcome> again =
        search().run(List.of(found, member("b", second, resumed)), 1, (i, o, n) -> told.add(i));
    assertThat(resumed).isEqualTo(whole);
    assertThat(again).isEqualTo(outcomes);
    assertThat(told).as("only what was not known").containsExactly(1);
    assertThat(scored)
        .doesNotContainAnyElementsOf(specs(whole.get("a evolution")))
        .doesNotContainAnyElementsOf(specs(whole.get("a random")));
  }

  @Test
  void aLimitThatCannotBeMetIsNamedBeforeAnythingIsScoredOrMeasured() {
    Constraint reachable = new Constraint(Quantity.LATENCY, LARGEST / 1e3);
    assertThatThrownBy(() -> run(reachable, new Constraint(Quantity.PARAMETERS, SMALLEST - 1)))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INFEASIBLE))
        .hasMessageContaining("no subnet of space micro meets the limit \"two\", parameters <= ")
        .hasMessageContaining(
            String.format(Locale.ROOT, "the smallest reachable is parameters %,d; ", SMALLEST))
        .hasMessageContaining("raise parameters of \"two\" in mosnas.search.limits");
    assertThatThrownBy(
            () -> run(reachable, new Constraint(Quantity.PARAMETERS, LARGEST + 1, 2.0 * LARGEST)))
        .hasMessageContaining(
            String.format(Locale.ROOT, "the largest reachable is parameters %,d; ", LARGEST))
        .hasMessageContaining("lower the min of parameters of \"two\"");
    assertThat(scored).isEmpty();
    assertThat(measured).isZero();
  }

  @Test
  void limitsThatNothingCanMissAreKnown() {
    Constraint most = new Constraint(Quantity.PARAMETERS, LARGEST);
    Constraint fewer = new Constraint(Quantity.PARAMETERS, LARGEST - 1);
    Constraint atLeast = new Constraint(Quantity.PARAMETERS, SMALLEST + 1, LARGEST);
    assertThat(problem("", most).idle()).containsExactly(most);
    assertThat(problem("", fewer).idle()).isEmpty();
    assertThat(problem("", atLeast).idle()).isEmpty();
  }

  private void run(Constraint one, Constraint two) {
    Map<String, SearchState> states = new HashMap<>();
    search()
        .run(List.of(member("one", one, states), member("two", two, states)), 1, (i, o, n) -> {});
  }

  private static Set<SubnetSpec> specs(SearchState state) {
    Set<SubnetSpec> specs = new HashSet<>();
    state.generations().stream()
        .flatMap(generation -> generation.population().stream())
        .map(Candidate::spec)
        .forEach(specs::add);
    return specs;
  }

  private static Member member(String name, Constraint limit, Map<String, SearchState> states) {
    return new Member(problem(name, limit), new Store(name, states), Optional.empty());
  }

  private static SearchProblem problem(String name, Constraint limit) {
    return new SearchProblem(SPACE, COSTS, Constraints.of(limit).named(name));
  }

  private FamilySearch search() {
    LimitSettings none =
        new LimitSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    SearchSettings settings =
        new SearchSettings(
            new EvolutionSettings(8, 2, 3, 3, 0.3, 4, 200), none, true, 2, "evolution", List.of());
    return new FamilySearch(
        settings,
        specs -> {
          scored.addAll(specs);
          return specs.stream().mapToDouble(spec -> 1e6 / parameters(spec)).toArray();
        },
        specs -> {
          measured += specs.size();
          return specs.stream().map(spec -> parameters(spec) / 1e3).toList();
        });
  }

  private static long parameters(SubnetSpec spec) {
    return FORMULA.cost(spec).parameters();
  }

  private record Store(String member, Map<String, SearchState> states)
      implements SearchJob.StateStore {
    @Override
    public Optional<SearchState> load(String algorithm) {
      return Optional.ofNullable(states.get(member + " " + algorithm));
    }

    @Override
    public void save(String algorithm, SearchState state) {
      states.put(member + " " + algorithm, state);
    }
  }
}
