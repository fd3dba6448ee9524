package org.mosnas.spark.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.evolution.SearchState.DrawStatistics;
import org.mosnas.search.evolution.SearchState.Generation;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.search.job.SearchOutcome.Measured;
import org.mosnas.spark.profile.ProfiledHardware;
import org.mosnas.spark.run.RoundPhases;
import org.mosnas.spark.run.RoundReport;
import org.mosnas.spark.run.TestProfiles;
import org.mosnas.spark.tables.TableRow;

class StageRowsTest {
  private static final TranslationSpace SPACE = TestSpaces.micro();

  @Test
  void roundsSumUpTheRandomSubnets() {
    LinkedHashMap<String, Double> losses = new LinkedHashMap<>();
    losses.put("largest", 2.0);
    losses.put("smallest", 4.0);
    losses.put("random-1", 3.0);
    losses.put("random-2", 3.5);
    RoundReport report =
        new RoundReport(
            0,
            4,
            5.5,
            losses,
            1e-3,
            1000,
            2.5,
            0.25,
            Optional.of(new RoundPhases(1, 2, 3, 4, 5, 6, 7, 8)));
    TableRow row = RoundRows.of("train", List.of(report)).get(0);
    assertThat(row.whole("round")).contains(1L);
    assertThat(row.number("validation_loss_largest")).contains(2.0);
    assertThat(row.number("validation_loss_random")).contains(3.25);
    assertThat(row.number("validation_loss_random_min")).contains(3.0);
    assertThat(row.number("validation_loss_random_max")).contains(3.5);
    assertThat(row.number("validation_loss_subnet")).isEmpty();
    assertThat(row.number("fetch_seconds")).contains(1.0);
    assertThat(row.number("validation_seconds")).contains(5.0);
    assertThat(row.whole("fetched_bytes")).contains(6L);
    assertThat(row.whole("checkpoint_bytes")).contains(8L);
    assertThat(row.number("target_tokens_per_second").orElseThrow()).isCloseTo(400, within(1e-9));

    losses.keySet().retainAll(List.of());
    losses.put("subnet", 1.0);
    TableRow finetuned = RoundRows.of("finetune", List.of(report)).get(0);
    assertThat(finetuned.number("validation_loss_subnet")).contains(1.0);
    assertThat(finetuned.number("validation_loss_random")).isEmpty();
  }

  @Test
  void candidatesAreListedOncePerAlgorithmWithTheirFirstGeneration() {
    Candidate good = candidate(1, 2.0, 3.0);
    Candidate fast = candidate(2, 3.0, 1.0);
    Candidate beaten = candidate(3, 2.5, 4.0);
    SearchState evolution =
        new SearchState(1, List.of(generation(0, fast, beaten), generation(1, good, fast)));
    SearchState random = new SearchState(2, List.of(generation(0, beaten)));
    SearchOutcome outcome =
        new SearchOutcome(
            new Measured(good, 3.25),
            List.of(new Measured(good, 3.25)),
            Optional.empty(),
            new Measured(candidate(8, 1, 9), 9),
            new Measured(candidate(9, 4, 0.5), 0.5),
            Optional.empty(),
            3);
    Map<String, SearchState> searches = new LinkedHashMap<>();
    searches.put("evolution", evolution);
    searches.put("random", random);
    List<TableRow> rows = new CandidateRows(SPACE, outcome, new Member("", 0)).of(searches);
    assertThat(rows.stream().map(row -> row.text("subnet_id").orElseThrow()))
        .containsExactly(id(beaten), id(fast), id(good), id(beaten));
    assertThat(rows.stream().map(row -> row.whole("generation").orElseThrow()))
        .containsExactly(0L, 0L, 1L, 0L);
    assertThat(rows.stream().map(row -> row.whole("evaluation").orElseThrow()))
        .containsExactly(1L, 2L, 3L, 1L);
    assertThat(rows.stream().map(row -> row.flag("on_front")))
        .containsExactly(false, true, true, false);
    for (String column : List.of("on_own_front", "on_arm_front")) {
      assertThat(rows.stream().map(row -> row.flag(column)))
          .containsExactly(false, true, true, true);
    }
    for (String column : List.of("algorithm", "arm")) {
      assertThat(rows.stream().map(row -> row.text(column).orElseThrow()))
          .containsExactly("evolution", "evolution", "evolution", "random");
    }
    assertThat(rows.stream().map(row -> row.flag("winner")))
        .containsExactly(false, false, true, false);
    assertThat(rows.get(2).number("measured_ms")).contains(3.25);
    assertThat(rows.get(0).number("measured_ms")).isEmpty();
    assertThat(rows.get(0).numbers("encoding")).isNotEmpty();
  }

  @Test
  void hardwareThatCouldNotBeMeasuredIsNamed() {
    List<TableRow> rows =
        LatencyRows.of(TestProfiles.withHardware(new ProfiledHardware("slow-cpu", 0, 0))).stream()
            .filter(row -> row.text("kind").orElseThrow().equals("hardware"))
            .toList();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).text("name")).contains("some-cpu-3000/2-cores/1-threads/tape/zen");
    assertThat(rows.get(0).number("block_sum_ms").orElseThrow()).isCloseTo(21, within(1e-9));
    assertThat(rows.get(1).text("hardware_class")).contains("slow-cpu");
    assertThat(rows.get(1).number("block_sum_ms")).isEmpty();
  }

  private static String id(Candidate candidate) {
    return candidate.spec().id();
  }

  private static Generation generation(int index, Candidate... population) {
    return new Generation(index, List.of(population), new DrawStatistics(2, 0, 0, 2));
  }

  private static Candidate candidate(long seed, double loss, double millis) {
    SubnetSpec spec = SubnetSampler.uniform().sample(SPACE, seed);
    return new Candidate(spec, loss, new Costs(millis, millis, 10, 20));
  }
}
