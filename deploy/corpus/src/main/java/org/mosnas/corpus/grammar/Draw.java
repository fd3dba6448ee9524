package org.mosnas.corpus.grammar;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Choices drawn from a generator. Not thread-safe. */
final class Draw {
  private final SplittableRandom random;

  Draw(SplittableRandom random) {
    this.random = random;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A number from 0 to {@code bound}, which is left out. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A choice with probabilities in proportion to {@code weights}. */
  <T> T weighted(List<T> choices, int... weights) {
    int total = 0;
    for (int weight : weights) {
      total += weight;
    }
    int at = random.nextInt(total);
    for (int i = 0; i < weights.length; i++) {
      at -= weights[i];
      if (at < 0) {
        return choices.get(i);
      }
    }
    throw new IllegalStateException("weights of " + choices + " do not add up");
  }

  <T> Optional<T> maybe(double probability, Supplier<T> value) {
    return chance(probability) ? Optional.of(value.get()) : Optional.empty();
  }
}
