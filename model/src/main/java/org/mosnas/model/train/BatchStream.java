package org.mosnas.model.train;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.text.BatchPlanner;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.TokenBatch;

/**
 * The batches of one worker: batch {@code i} is a pure function of the sentences, the seed and
 * {@code i}, so that a resumed run sees the same ones.
 *
 * <p>Every epoch is planned anew, and all have the same number of batches. The plan of the epoch in
 * hand is kept, so a stream that stays in memory plans an epoch once, and one that is made again
 * goes to its epoch without planning those before. Safe to use from several threads.
 */
public final class BatchStream implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final List<SentencePair> pairs;
  private final int[] sourceLengths;
  private final int[] targetLengths;
  private final int maxTokens;
  private final long seed;
  private long epoch;
  private List<int[]> plan = List.of();

  /**
   * Creates a stream.
   *
   * @param pairs the worker's sentences, in a fixed order; at least one
   * @param maxTokens budget of a batch
   * @param seed of this worker
   */
  public BatchStream(List<SentencePair> pairs, int maxTokens, long seed) {
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("a worker needs at least one sentence pair");
    }
    this.pairs = List.copyOf(pairs);
    this.sourceLengths = pairs.stream().mapToInt(pair -> pair.source().length).toArray();
    this.targetLengths = pairs.stream().mapToInt(pair -> pair.target().length).toArray();
    this.maxTokens = maxTokens;
    this.seed = seed;
  }

  /** {@code count} batches from number {@code index} on. */
  public synchronized List<TokenBatch> batches(long index, int count) {
    List<TokenBatch> batches = new ArrayList<>();
    for (long i = index; i < index + count; i++) {
      batches.add(batch(i));
    }
    return batches;
  }

  private TokenBatch batch(long index) {
    if (plan.isEmpty()) {
      plan(0);
    }
    if (index / plan.size() != epoch) {
      plan(index / plan.size());
    }
    List<SentencePair> chosen = new ArrayList<>();
    for (int i : plan.get((int) (index % plan.size()))) {
      chosen.add(pairs.get(i));
    }
    return TokenBatch.of(chosen);
  }

  private void plan(long number) {
    epoch = number;
    plan =
        BatchPlanner.plan(
            sourceLengths,
            targetLengths,
            maxTokens,
            BatchPlanner.STANDARD_MULTIPLE,
            Seeds.child(seed, "epoch", number));
  }
}
