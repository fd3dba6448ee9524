package org.mosnas.model.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.mosnas.model.random.Seeds;

/**
 * Divides sentence pairs, or single texts, into batches of similar length under a token budget, as
 * fairseq does.
 *
 * <p>Pairs are permuted at random, sorted stably by target length, then by source length; equally
 * long ones therefore meet in other company under every seed. The size of a pair is the larger of
 * its two lengths. A batch grows while {@code (pairs + 1) * largest size} stays within the budget;
 * when it is full, its largest multiple of {@code multiple} pairs leaves (all of them while there
 * are fewer) and the rest starts the next batch. The batches are then shuffled. A plan is a pure
 * function of its arguments; for another epoch ask with another seed. The seed decides which pairs
 * of equal lengths meet and in which order batches come, never how many batches there are.
 *
 * @apiNote fairseq adds the next pair to the rest unseen, which can exceed the budget when that
 *     pair is much longer. Here the rest leaves first: the budget is a promise about memory.
 */
public final class BatchPlanner {
  /** fairseq's multiple. */
  public static final int STANDARD_MULTIPLE = 8;

  private final int[] sizes;
  private final int maxTokens;
  private final int multiple;
  private final List<int[]> batches = new ArrayList<>();

  private BatchPlanner(int[] sizes, int maxTokens, int multiple) {
    this.sizes = sizes;
    this.maxTokens = maxTokens;
    this.multiple = multiple;
  }

  /**
   * Plans the batches of an epoch.
   *
   * @param sourceLengths tokens per source, {@code </s>} included
   * @param targetLengths tokens per target, {@code </s>} included
   * @param maxTokens budget of one side of a batch, padding included
   * @param multiple from 1; see {@link #STANDARD_MULTIPLE}
   * @param seed of this epoch
   * @return indices of pairs, batch by batch; every index occurs once; as many batches under any
   *     seed
   * @throws IllegalArgumentException if a pair exceeds the budget; see {@link Batcher#within}
   */
  public static List<int[]> plan(
      int[] sourceLengths, int[] targetLengths, int maxTokens, int multiple, long seed) {
    if (multiple < 1) {
      throw new IllegalArgumentException("multiple " + multiple);
    }
    BatchPlanner planner =
        new BatchPlanner(sizes(sourceLengths, targetLengths), maxTokens, multiple);
    int[] order = ascending(sourceLengths.length);
    shuffle(order, Seeds.generator(seed, "pair-order"));
    order = sortedStably(order, targetLengths);
    order = sortedStably(order, sourceLengths);
    planner.group(order);
    return planner.shuffled(Seeds.generator(seed, "batch-order"));
  }

  /**
   * Plans the batches of an epoch of single texts.
   *
   * @param lengths tokens per text
   * @return as {@link #plan(int[], int[], int, int, long)}
   */
  public static List<int[]> plan(int[] lengths, int maxTokens, int multiple, long seed) {
    return plan(lengths, lengths, maxTokens, multiple, seed);
  }

  private void group(int[] order) {
    int from = 0;
    int largest = 0;
    for (int next = 0; next < order.length; next++) {
      int size = sizes[order[next]];
      if (size > maxTokens) {
        throw new IllegalArgumentException(
            "pair " + order[next] + " of " + size + " tokens, budget " + maxTokens);
      }
      largest = Math.max(largest, size);
      while ((next - from + 1L) * largest > maxTokens) {
        int count = next - from;
        int leaving = count < multiple ? count : count - count % multiple;
        batches.add(Arrays.copyOfRange(order, from, from + leaving));
        from += leaving;
        largest = largestOf(order, from, next);
      }
    }
    if (from < order.length) {
      batches.add(Arrays.copyOfRange(order, from, order.length));
    }
  }

  private int largestOf(int[] order, int from, int to) {
    int largest = 0;
    for (int i = from; i <= to; i++) {
      largest = Math.max(largest, sizes[order[i]]);
    }
    return largest;
  }

  private List<int[]> shuffled(SplittableRandom random) {
    int[] order = ascending(batches.size());
    shuffle(order, random);
    return Arrays.stream(order).mapToObj(batches::get).toList();
  }

  private static int[] sizes(int[] sourceLengths, int[] targetLengths) {
    if (sourceLengths.length != targetLengths.length) {
      throw new IllegalArgumentException(
          sourceLengths.length + " sources, " + targetLengths.length + " targets");
    }
    int[] sizes = new int[sourceLengths.length];
    Arrays.setAll(sizes, i -> Math.max(sourceLengths[i], targetLengths[i]));
    return sizes;
  }

  private static int[] ascending(int count) {
    int[] indices = new int[count];
    Arrays.setAll(indices, i -> i);
    return indices;
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  /** Sorts indices by their key by counting, in linear time. */
  private static int[] sortedStably(int[] order, int[] keys) {
    int[] starts = new int[Arrays.stream(keys).max().orElse(0) + 2];
    for (int key : keys) {
      starts[key + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] sorted = new int[order.length];
    for (int index : order) {
      sorted[starts[keys[index]]++] = index;
    }
    return sorted;
  }
}
