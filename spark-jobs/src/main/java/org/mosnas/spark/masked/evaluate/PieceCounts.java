package org.mosnas.spark.masked.evaluate;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.task.masked.PackedText;
import org.mosnas.model.text.wordpiece.WordPieceVocabulary;
import org.mosnas.spark.masked.prepare.PreparedText;

/** How often each piece occurs in the training text. */
public final class PieceCounts {
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

  /** Counts the pieces of the training text that may be hidden, on executors. */
  public static PieceCounts of(PreparedText text, SparkSession spark) {
    WordPieceVocabulary vocabulary = text.wordPiece().vocabulary();
    long[] sum = new long[vocabulary.size()];
    for (long[] counts :
        text.shards(spark, 1).mapPartitions(new CountPartition(sum.length)).collect()) {
      for (int id = 0; id < sum.length; id++) {
        sum[id] += vocabulary.isSpecial(id) ? 0 : counts[id];
      }
    }
    return new PieceCounts(sum);
  }

  /** Logarithms of the shares of all pieces, {@code [vocab]}; one more of each was counted. */
  public float[] logarithms() {
    float[] logarithms = new float[counts.length];
    for (int id = 0; id < counts.length; id++) {
      logarithms[id] = (float) -surprise(id);
    }
    return logarithms;
  }

  /** The guess that needs no text: the most frequent piece, surprised by the others' shares. */
  Guess guess(int right) {
    return new Guess(mostFrequent, surprise(right));
  }

  /** One more of each, so that what was never seen is possible. */
  private double surprise(int id) {
    return Math.log((double) (total + counts.length) / (counts[id] + 1));
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
