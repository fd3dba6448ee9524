package org.mosnas.search.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
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
import org.mosnas.search.evolution.InfeasibleConstraintException;
import org.mosnas.search.evolution.SearchProblem;
import org.mosnas.search.evolution.SearchSettings;
import org.mosnas.search.evolution.SearchSettings.LimitSettings;
import org.mosnas.search.evolution.SearchState;

/** A search whose latencies are measured by a formula. */
class SearchJobTest {
  private static final TranslationSpace SPACE = TestSpaces.micro();
  private static final TranslationCosts FORMULA = TranslationCosts.of(SPACE, 12, 12);

  /** Predicts a microsecond per parameter, and bounds it by a tenth more. */
  private static final CostModel COSTS =
      spec -> {
        long parameters = parameters(spec);
        return new Costs(parameters / 1000.0, 1.1 * parameters / 1000.0, parameters, 1);
      };

  private static final double SMALLEST = 1.1 * parameters(SPACE.smallest()) / 1000.0;

  private final List<SubnetSpec> measured = new ArrayList<>();
  private int scored;

  @Test
  void aLimitThatTheQuickestMissesEndsBeforeAnythingIsScored() {
    assertThatThrownBy(() -> run(1.2 * SMALLEST, spec -> 3 * parameters(spec) / 1000.0))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INFEASIBLE))
        .hasMessageMatching(
            "no subnet of space micro meets the latency limit of \\S+ ms as measured: the smallest"
                + " reachable is \\S+ ms, measured for subnet \\S+ \\(predicted: at most \\S+ ms\\);"
                + " raise mosnas.search.limit.latency-ms or latency-fraction, .*");
    assertThat(measured).hasSize(3).containsOnly(measured.get(0));
    assertThat(scored).isZero();
  }

  @Test
  void aDisturbedMeasurementEndsNothing() {
    SearchOutcome outcome =
        run(2 * SMALLEST, spec -> measured.size() == 1 ? 1000 : parameters(spec) / 1000.0);
    assertThat(outcome.winner().measuredMillis()).isLessThanOrEqualTo(2 * SMALLEST);
  }

  @Test
  void aLimitBelowEveryPredictionIsRefusedUnmeasured() {
    assertThatThrownBy(() -> run(0.9 * SMALLEST, spec -> 1))
        .isInstanceOf(InfeasibleConstraintException.class)
        .hasMessageContaining("the smallest reachable is latency");
    assertThat(measured).isEmpty();
  }

  @Test
  void candidatesThatAllMissTheLimitAreNotAllMeasured() {
    // The machine gets slow after the first measurement.
    assertThatThrownBy(() -> run(2 * SMALLEST, spec -> measured.size() == 1 ? 0.001 : 1000))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INFEASIBLE))
        .hasMessageMatching(
            "none of the \\d+ candidates that were measured met the latency limit of \\S+ ms; the"
                + " fastest took 1000.000 ms \\(predicted: at most \\S+ ms\\), the smallest predicted"
                + " for any subnet of the space is \\S+ ms; raise mosnas.*");
    assertThat(measured).hasSizeLessThan(20);
  }

  @Test
  void theWinnerIsWithinItsLimitAsMeasured() {
    SearchOutcome outcome = run(2 * SMALLEST, spec -> parameters(spec) / 1000.0);
    assertThat(outcome.winner().measuredMillis()).isLessThanOrEqualTo(2 * SMALLEST);
    assertThat(outcome.finalists()).contains(outcome.winner());
    assertThat(outcome.smallest().candidate().spec()).isEqualTo(SPACE.smallest());
  }

  private SearchOutcome run(double limit, ToDoubleFunction<SubnetSpec> millis) {
    SearchProblem problem =
        new SearchProblem(SPACE, COSTS, Constraints.of(new Constraint(Quantity.LATENCY, limit)));
    SearchSettings settings =
        new SearchSettings(
            new EvolutionSettings(20, 5, 10, 5, 0.3, 6, 200),
            new LimitSettings(
                Optional.of(limit),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            true,
            4,
            "evolution",
            List.of());
    SearchJob job =
        new SearchJob(
            problem,
            settings,
            specs -> {
              scored += specs.size();
              // More parameters are better.
              return specs.stream().mapToDouble(spec -> 1e6 / parameters(spec)).toArray();
            },
            specs -> {
              measured.addAll(specs);
              return specs.stream().map(millis::applyAsDouble).toList();
            });
    return job.run(
        1,
        new SearchJob.StateStore() {
          @Override
          public Optional<SearchState> load(String algorithm) {
            return Optional.empty();
          }

          @Override
          public void save(String algorithm, SearchState state) {}
        });
  }

  private static long parameters(SubnetSpec spec) {
    return FORMULA.cost(spec).parameters();
  }
}
