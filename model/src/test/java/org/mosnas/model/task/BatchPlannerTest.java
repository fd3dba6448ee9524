package org.mosnas.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Item 8.10 of the specification. */
class BatchPlannerTest {
  @Test
  void cutsFullBatchesToAMultipleOfEightAndCarriesTheRest() {
    // 12 pairs of 10 fill 120; 8 leave, and 4 carried over with 8 more fill the last batch.
    assertThat(sizesOf(plan(filled(20, 10), filled(20, 10), 120, 8))).containsExactly(8, 12);
    assertThat(sizesOf(plan(filled(21, 10), filled(21, 10), 120, 8))).containsExactly(5, 8, 8);
  }

  @Test
  void letsSmallBatchesLeaveWhole() {
    assertThat(sizesOf(plan(filled(7, 50), filled(7, 50), 120, 8))).containsExactly(1, 2, 2, 2);
    assertThat(sizesOf(plan(filled(7, 50), filled(7, 50), 120, 1))).containsExactly(1, 2, 2, 2);
  }

  @Test
  void sortsBySourceThenTargetLength() {
    int[] source = {3, 1, 2, 3, 1, 2};
    int[] target = {1, 2, 1, 2, 1, 2};
    List<Integer> all = new ArrayList<>();
    for (int[] batch : plan(source, target, 100, 8)) {
      Arrays.stream(batch).forEach(all::add);
    }
    assertThat(all).containsExactly(4, 1, 2, 5, 0, 3);
  }

  @Test
  void takesTheLongerSideForTheSize() {
    assertThat(sizesOf(plan(filled(4, 2), filled(4, 10), 20, 8))).containsExactly(2, 2);
    assertThat(sizesOf(plan(filled(4, 10), filled(4, 2), 20, 8))).containsExactly(2, 2);
  }

  @Test
  void groupsAsFairseqDoes() {
    long seed = 17;
    SplittableRandom random = new SplittableRandom(seed);
    for (int draw = 0; draw < 200; draw++) {
      int count = random.nextInt(1, 200);
      // Every length once per side, so that the order does not depend on the seed.
      int[] lengths = IntStream.rangeClosed(1, count).toArray();
      int budget = random.nextInt(count, 20 * count);
      int multiple = random.nextInt(1, 10);
      List<List<Integer>> expected = fairseq(lengths, budget, multiple);
      List<List<Integer>> planned =
          plan(lengths, lengths, budget, multiple).stream()
              .map(batch -> Arrays.stream(batch).boxed().toList())
              .sorted((a, b) -> Integer.compare(a.get(0), b.get(0)))
              .toList();
      assertThat(planned).as("seed %d, draw %d", seed, draw).isEqualTo(expected);
    }
  }

  @Test
  void usesEveryPairOnceWithinTheBudget() {
    long seed = 23;
    SplittableRandom random = new SplittableRandom(seed);
    for (int draw = 0; draw < 100; draw++) {
      int[] source = random.ints(random.nextInt(300), 1, 60).toArray();
      int[] target = random.ints(source.length, 1, 60).toArray();
      int budget = random.nextInt(60, 1000);
      List<int[]> batches = BatchPlanner.plan(source, target, budget, 8, draw);
      int[] seen = batches.stream().flatMapToInt(Arrays::stream).sorted().toArray();
      assertThat(seen)
          .as("seed %d, draw %d", seed, draw)
          .isEqualTo(IntStream.range(0, source.length).toArray());
      for (int[] batch : batches) {
        int largest =
            Arrays.stream(batch).map(i -> Math.max(source[i], target[i])).max().orElseThrow();
        assertThat(batch.length * largest)
            .as("seed %d, draw %d", seed, draw)
            .isLessThanOrEqualTo(budget);
      }
    }
  }

  @Test
  void plansAsManyBatchesUnderEverySeed() {
    SplittableRandom random = new SplittableRandom(29);
    for (int draw = 0; draw < 100; draw++) {
      int[] source = random.ints(random.nextInt(1, 300), 1, 30).toArray();
      int[] target = random.ints(source.length, 1, 30).toArray();
      int budget = random.nextInt(30, 500);
      int multiple = random.nextInt(1, 10);
      List<Integer> sizes =
          LongStream.range(0, 5)
              .mapToObj(seed -> BatchPlanner.plan(source, target, budget, multiple, seed).size())
              .toList();
      assertThat(Set.copyOf(sizes)).as("draw %d", draw).hasSize(1);
    }
  }

  @Test
  void dependsOnTheSeedAndOnNothingElse() {
    int[] lengths = filled(100, 5);
    List<int[]> first = BatchPlanner.plan(lengths, lengths, 40, 8, 1);
    assertThat(first.toArray(int[][]::new))
        .isDeepEqualTo(BatchPlanner.plan(lengths, lengths, 40, 8, 1).toArray(int[][]::new));
    int[][] second = BatchPlanner.plan(lengths, lengths, 40, 8, 2).toArray(int[][]::new);
    assertThat(Arrays.deepEquals(first.toArray(int[][]::new), second)).isFalse();
  }

  @Test
  void shufflesBatchesOfDifferentLengths() {
    int[] lengths = IntStream.rangeClosed(1, 100).toArray();
    int[] firsts =
        BatchPlanner.plan(lengths, lengths, 100, 8, 5).stream().mapToInt(b -> b[0]).toArray();
    assertThat(firsts).isNotEqualTo(Arrays.stream(firsts).sorted().toArray());
  }

  @Test
  void plansNothingForNothing() {
    assertThat(BatchPlanner.plan(new int[0], new int[0], 10, 8, 1)).isEmpty();
  }

  @Test
  void refusesPairsOverTheBudget() {
    assertThatThrownBy(() -> BatchPlanner.plan(new int[] {5}, new int[] {11}, 10, 8, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pair 0 of 11 tokens, budget 10");
    assertThatThrownBy(() -> BatchPlanner.plan(new int[] {5}, new int[] {}, 10, 8, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** fairseq's {@code batch_by_size}, written down from its description. */
  private static List<List<Integer>> fairseq(int[] sizes, int maxTokens, int multiple) {
    List<List<Integer>> batches = new ArrayList<>();
    List<Integer> batch = new ArrayList<>();
    for (int index = 0; index < sizes.length; index++) {
      // Sizes ascend, so this one is the largest.
      if ((batch.size() + 1) * sizes[index] > maxTokens) {
        int cut = Math.max(multiple * (batch.size() / multiple), batch.size() % multiple);
        batches.add(List.copyOf(batch.subList(0, cut)));
        batch = new ArrayList<>(batch.subList(cut, batch.size()));
      }
      batch.add(index);
    }
    batches.add(batch);
    return batches;
  }

  /** Batches in ascending order of their first index's lengths. */
  private static List<int[]> plan(int[] source, int[] target, int maxTokens, int multiple) {
    return BatchPlanner.plan(source, target, maxTokens, multiple, 7).stream()
        .sorted(
            (a, b) ->
                source[a[0]] != source[b[0]]
                    ? Integer.compare(source[a[0]], source[b[0]])
                    : Integer.compare(target[a[0]], target[b[0]]))
        .toList();
  }

  private static int[] sizesOf(List<int[]> batches) {
    return batches.stream().mapToInt(batch -> batch.length).sorted().toArray();
  }

  private static int[] filled(int count, int value) {
    int[] values = new int[count];
    Arrays.fill(values, value);
    return values;
  }
}
