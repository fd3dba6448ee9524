package org.mosnas.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationCosts;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.Block;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.SearchProblem.Reach;
import org.mosnas.search.latency.BlockKey;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.TableEstimator;
import org.mosnas.search.latency.TestLatency;

class ReachTest {
  /** Item 8.1 and 8.2: the smallest of HAT's space, attending to one encoder layer for FLOPs. */
  @Test
  void smallestOfHatAreThePublishedNumbers() {
    SearchProblem hat = TestProblems.hat();
    assertThat(Reach.smallest(hat.space(), hat.costs(), Quantity.PARAMETERS).value())
        .isEqualTo(15_771_136);
    Reach flops = Reach.smallest(hat.space(), hat.costs(), Quantity.FLOPS);
    assertThat(flops.value()).isEqualTo(959_232_168);
    assertThat(((TranslationSpec) flops.spec()).decoder()).hasSize(1);
    assertThat(flops.format()).isEqualTo("959,232,168");
  }

  @Test
  void isExactForLatencyTablesOfAnyShape() {
    TranslationSpace space = TestSpaces.micro();
    for (long seed = 0; seed < 2; seed++) {
      long child = seed;
      TableEstimator estimator =
          new TableEstimator(
              TestLatency.table(space, block -> randomMillis(child, block)),
              new Calibration(1.3, -0.2, 1.2, 5));
      CostModel costs = CostModel.of(estimator, TranslationCosts.of(space, 100, 100));
      double[] smallest = {Double.POSITIVE_INFINITY};
      TestProblems.forEach(
          space, spec -> smallest[0] = Math.min(smallest[0], estimator.upperBoundMillis(spec)));
      assertThat(Reach.smallest(space, costs, Quantity.LATENCY).value())
          .as("seed %d", seed)
          .isEqualTo(smallest[0], within(1e-12));
    }
  }

  private static double randomMillis(long seed, Block block) {
    return Seeds.generator(seed, BlockKey.of(block).value()).nextDouble(0.5, 2);
  }
}
