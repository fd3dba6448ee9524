package org.mosnas.spark.masked.evaluate;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.mosnas.model.task.masked.PackedText;

/** How often each piece occurs in the training text. */
final class PieceCounts {
  private final long[] counts;
  private long total;
  private int mostFrequent;

  private PieceCounts(long[] counts) {
    this.counts = counts;
    for (int id = 0; id < counts.length; id++) {
      total += counts[id];
      mostFrequent = counts[id] > counts[mostFrequent] ? id : mostFrequent;
    }
  }

  /**
   * Counts on executors.
   *
   * @param ordinary whether a piece of that id may be hidden
   */
  static PieceCounts of(JavaRDD<List<PackedText>> shards, boolean[] ordinary) {
    long[] sum = new long[ordinary.length];
    for (long[] counts : shards.mapPartitions(new CountPartition(sum.length)).collect()) {
      for (int id = 0; id < sum.length; id++) {
        sum[id] += ordinary[id] ? counts[id] : 0;
      }
    }
    return new PieceCounts(sum);
  }

  /** The guess that needs no text: the most frequent piece, surprised by the others' shares. */
  Guess guess(int right) {
    // One more of each, so that what was never seen is possible.
    return new Guess(
        mostFrequent, Math.log((double) (total + counts.length) / (counts[right] + 1)));
  }

  private static final class CountPartition
      implements FlatMapFunction<Iterator<List<PackedText>>, long[]> {
    private static final long serialVersionUID = 1L;

    private final int vocabulary;

    CountPartition(int vocabulary) {
      this.vocabulary = vocabulary;
    }

    @Override
    public Iterator<long[]> call(Iterator<List<PackedText>> partition) {
      long[] counts = new long[vocabulary];
      partition.forEachRemaining(
          texts -> {
            for (PackedText text : texts) {
              for (int id : text.ids()) {
                counts[id]++;
              }
            }
          });
      return List.of(counts).iterator();
    }
  }
}
