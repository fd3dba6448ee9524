package org.mosnas.model.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CacheSlotsTest {
  private static final int STEPS = 25;

  @Test
  void everyRowsSlotHoldsItsPrefix() {
    for (int seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int sentences = random.nextInt(1, 5);
      int beam = random.nextInt(1, 6);
      CacheSlots slots = new CacheSlots();
      slots.start(sentences, beam);
      int[][] cache = new int[slots.count()][STEPS];
      List<List<Integer>> prefixes = new ArrayList<>();
      Frontier frontier = new Frontier();
      for (int b = 0; b < sentences; b++) {
        frontier.add(b, 2, b, 0, 0);
        prefixes.add(List.of(2));
      }
      for (int step = 0; step < STEPS; step++) {
        slots.advance(
            frontier,
            (from, to, first, last) ->
                System.arraycopy(cache[from], first, cache[to], first, last - first));
        int[] slotOfRow = slots.ofRows(frontier.rows());
        assertThat(slotOfRow).as("seed %d", seed).doesNotHaveDuplicates();
        for (int row = 0; row < frontier.rows(); row++) {
          cache[slotOfRow[row]][step] = frontier.token(row);
          assertThat(Arrays.copyOf(cache[slotOfRow[row]], step + 1))
              .as("seed %d, step %d, row %d", seed, step, row)
              .isEqualTo(prefixes.get(row).stream().mapToInt(i -> i).toArray());
          assertThat(slotOfRow[row] / beam).isEqualTo(frontier.sentence(row));
        }
        Frontier next = new Frontier();
        prefixes = continuations(frontier, prefixes, beam, next, random);
        frontier = next;
      }
    }
  }

  @Test
  void nothingMovesWhileEveryPrefixHasOneContinuation() {
    CacheSlots slots = new CacheSlots();
    slots.start(2, 1);
    Frontier frontier = new Frontier();
    frontier.add(0, 2, 0, 0, 0);
    frontier.add(1, 2, 1, 0, 0);
    slots.advance(frontier, CacheSlotsTest::unexpected);
    frontier.clear(1);
    frontier.add(1, 7, 1, 0, 0);
    slots.advance(frontier, CacheSlotsTest::unexpected);
    assertThat(slots.ofRows(1)).containsExactly(1);
  }

  @Test
  void whatASlotHoldsAlreadyIsNotCopiedAgain() {
    CacheSlots slots = new CacheSlots();
    slots.start(1, 2);
    List<String> copies = new ArrayList<>();
    CacheSlots.Copier copier =
        (from, to, first, last) -> copies.add(from + ">" + to + " " + first + ".." + last);
    Frontier frontier = new Frontier();
    frontier.add(0, 2, 0, 0, 0);
    slots.advance(frontier, copier);
    step(slots, frontier, copier, new int[] {0, 0}, new int[] {5, 6});
    step(slots, frontier, copier, new int[] {0, 1}, new int[] {7, 8});
    step(slots, frontier, copier, new int[] {1, 1}, new int[] {7, 8});
    assertThat(copies).containsExactly("0>1 0..1", "1>0 1..3");
  }

  private static void step(
      CacheSlots slots, Frontier frontier, CacheSlots.Copier copier, int[] parents, int[] tokens) {
    frontier.clear(frontier.step() + 1);
    for (int row = 0; row < parents.length; row++) {
      frontier.add(parents[row], tokens[row], 0, 0, 0);
    }
    slots.advance(frontier, copier);
  }

  /** Random different continuations of every sentence, up to {@code beam}; some sentences end. */
  private static List<List<Integer>> continuations(
      Frontier frontier,
      List<List<Integer>> prefixes,
      int beam,
      Frontier next,
      SplittableRandom random) {
    List<List<Integer>> result = new ArrayList<>();
    next.clear(frontier.step() + 1);
    for (int row = 0; row < frontier.rows(); row = frontier.endOfSentence(row)) {
      int wanted = random.nextInt(20) == 0 ? 0 : random.nextInt(1, beam + 1);
      for (int tries = 0; tries < wanted; tries++) {
        int parent = random.nextInt(row, frontier.endOfSentence(row));
        List<Integer> longer = new ArrayList<>(prefixes.get(parent));
        longer.add(random.nextInt(3, 6));
        if (!known(result, longer, next, frontier.sentence(row))) {
          next.add(parent, longer.get(longer.size() - 1), frontier.sentence(row), 0, 0);
          result.add(longer);
        }
      }
    }
    return result;
  }

  private static boolean known(
      List<List<Integer>> result, List<Integer> prefix, Frontier next, int sentence) {
    for (int row = 0; row < next.rows(); row++) {
      if (next.sentence(row) == sentence && result.get(row).equals(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static void unexpected(int from, int to, int first, int last) {
    throw new AssertionError("copied from " + from + " to " + to);
  }
}
