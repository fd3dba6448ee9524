package org.mosnas.example.reconstruction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.mosnas.example.bags.Bag;
import org.mosnas.example.bags.BagBatch;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Example;
import org.mosnas.model.task.Batcher;
import org.mosnas.model.task.LeftOut;

/** Batches of a few bags each, whatever their sizes. */
record BagBatcher() implements Batcher {
  @Override
  public String noun() {
    return "bag";
  }

  @Override
  public Kept within(List<? extends Example> examples, int maxLength) {
    List<Example> kept = new ArrayList<>();
    examples.stream()
        .filter(example -> ((Bag) example).ids().length <= maxLength)
        .forEach(kept::add);
    return new Kept(kept, new LeftOut(examples.size() - kept.size(), 0, 0));
  }

  @Override
  public List<int[]> plan(List<? extends Example> examples, int maxTokens, long seed) {
    int longest =
        examples.stream().mapToInt(example -> ((Bag) example).ids().length).max().orElse(1);
    int size = Math.max(1, maxTokens / longest);
    List<Integer> order = new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    List<int[]> plan = new ArrayList<>();
    for (int from = 0; from < order.size(); from += size) {
      int to = Math.min(from + size, order.size());
      plan.add(order.subList(from, to).stream().mapToInt(i -> i).toArray());
    }
    return plan;
  }

  @Override
  public Batch batch(List<? extends Example> examples, long seed) {
    return BagBatch.said(examples.stream().map(Bag.class::cast).toList());
  }
}
