package org.mosnas.model.train;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Example;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.task.Batcher;

/**
 * The batches of one worker: batch {@code i} is a pure function of the examples, the seed and
 * {@code i}, so that a resumed run sees the same ones.
 *
 * <p>Every epoch is planned anew, and all have the same number of batches. The plan of the epoch in
 * hand is kept, so a stream that stays in memory goes on from round to round and plans an epoch
 * once, and one that is made again goes to its epoch without planning those between. Safe to use
 * from several threads.
 */
public final class BatchStream implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final Batcher batcher;
  private final List<Example> examples;
  private final int maxTokens;
  private final long seed;

  /** The epoch that {@link #plan} is of. */
  private long epoch;

  private List<int[]> plan = List.of();

  /**
   * A stream over one worker's examples.
   *
   * @param examples none longer than the budget
   * @param maxTokens budget of a batch
   * @param seed of the worker
   */
  public BatchStream(Batcher batcher, List<? extends Example> examples, int maxTokens, long seed) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("a worker needs at least one " + batcher.noun());
    }
    this.batcher = batcher;
    this.examples = List.copyOf(examples);
    this.maxTokens = maxTokens;
    this.seed = seed;
  }

  /** Some batches from number {@code index} on, counted from the first epoch's start. */
  public synchronized List<Batch> batches(long index, int count) {
    List<Batch> batches = new ArrayList<>();
    for (long i = index; i < index + count; i++) {
      batches.add(batch(i));
    }
    return batches;
  }

  private Batch batch(long index) {
    if (plan.isEmpty()) {
      // Every epoch has as many batches as the first.
      plan(0);
    }
    if (index / plan.size() != epoch) {
      plan(index / plan.size());
    }
    List<Example> chosen = new ArrayList<>();
    for (int i : plan.get((int) (index % plan.size()))) {
      chosen.add(examples.get(i));
    }
    return batcher.batch(chosen, Seeds.child(seed, "batch", index));
  }

  private void plan(long number) {
    epoch = number;
    plan = batcher.plan(examples, maxTokens, Seeds.child(seed, "epoch", number));
  }
}
