package org.mosnas.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;

class CachingEvaluatorTest {
  private final SubnetSpec a = SubnetSampler.uniform().sample(TestSpaces.hatWmt(), 1);
  private final SubnetSpec b = SubnetSampler.uniform().sample(TestSpaces.hatWmt(), 2);
  private final SubnetSpec c = SubnetSampler.uniform().sample(TestSpaces.hatWmt(), 3);
  private final List<List<SubnetSpec>> batches = new ArrayList<>();

  private final CachingEvaluator cache =
      new CachingEvaluator(
          specs -> {
            batches.add(specs);
            return TestProblems.rugged().evaluate(specs);
          });

  @Test
  void scoresEverySubnetOnceInOrder() {
    double[] first = cache.evaluate(List.of(a, b, a));
    double[] second = cache.evaluate(List.of(c, b));
    assertThat(first)
        .containsExactly(TestProblems.rugged(a), TestProblems.rugged(b), TestProblems.rugged(a));
    assertThat(second).containsExactly(TestProblems.rugged(c), TestProblems.rugged(b));
    assertThat(batches).containsExactly(List.of(a, b), List.of(c));
  }

  @Test
  void askingForKnownScoresAsksNobody() {
    cache.evaluate(List.of(a));
    cache.evaluate(List.of(a));
    assertThat(batches).hasSize(1);
    assertThat(cache.evaluate(List.of())).isEmpty();
  }

  @Test
  void remembersAnEarlierSearch() {
    SearchState state =
        TestProblems.search(
                new RandomSearch(TestProblems.hat(), 10, 100, 10),
                TestProblems.hat(),
                SearchState.start(1))
            .history();
    cache.remember(state);
    SubnetSpec known = state.best().spec();
    assertThat(cache.evaluate(List.of(known))).containsExactly(state.best().loss());
    assertThat(batches).isEmpty();
  }

  @Test
  void refusesWrongAnswers() {
    assertThatThrownBy(() -> new CachingEvaluator(specs -> new double[1]).evaluate(List.of(a, b)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                new CachingEvaluator(specs -> new double[] {Double.POSITIVE_INFINITY})
                    .evaluate(List.of(a)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(a.id());
  }
}
