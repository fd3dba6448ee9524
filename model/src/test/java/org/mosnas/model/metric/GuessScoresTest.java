package org.mosnas.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.metric.GuessScores.Guesses;

class GuessScoresTest {
  @Test
  void countsOverAllTokens() {
    GuessScores scores =
        GuessScores.of(List.of(new Guesses(1, 2, Math.log(8)), new Guesses(0, 1, 0)));
    assertThat(scores.accuracy().value()).isCloseTo(100.0 / 3, within(1e-9));
    assertThat(scores.perplexity().value()).isCloseTo(2, within(1e-5));
    assertThat(scores.sequences()).isEqualTo(2);
    assertThat(scores.tokens()).isEqualTo(3);
  }

  @Test
  void intervalsHoldTheScore() {
    GuessScores scores = GuessScores.of(drawn(0.4, 3));
    assertThat(scores.accuracy().interval().lower()).isLessThan(scores.accuracy().value());
    assertThat(scores.accuracy().interval().upper()).isGreaterThan(scores.accuracy().value());
    assertThat(scores.accuracy().interval().halfWidth()).isBetween(1.0, 4.0);
    assertThat(scores.perplexity().interval().lower()).isGreaterThan(1);
  }

  @Test
  void testsTellBetterFromEqual() {
    GuessScores good = GuessScores.of(drawn(0.5, 3));
    GuessScores bad = GuessScores.of(drawn(0.3, 3));
    assertThat(good.accuracy().against(bad.accuracy()).pValue()).isLessThan(0.01);
    assertThat(good.accuracy().against(bad.accuracy()).difference()).isPositive();
    assertThat(good.accuracy().against(good.accuracy()).pValue()).isEqualTo(1);
  }

  private static List<Guesses> drawn(double share, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Guesses> drawn = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int right = (int) random.doubles(5).filter(drawnAt -> drawnAt < share).count();
      drawn.add(new Guesses(right, 5, 5 * random.nextDouble()));
    }
    return drawn;
  }
}
