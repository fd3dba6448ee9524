package org.mosnas.example.bags;

import java.util.List;
import java.util.stream.IntStream;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

/**
 * Some bags side by side.
 *
 * @param bags at least one
 * @param rows words that are scored, on the packed axis of all words, {@code [rows]}
 * @param targets what is right for them, {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record BagBatch(List<Bag> bags, int[] rows, int[] targets) implements Batch {
  /** Copies the list. */
  public BagBatch {
    bags = List.copyOf(bags);
  }

  /** Bags that are to be said again, word for word. */
  public static BagBatch said(List<Bag> bags) {
    int[] words = pack(bags).ids();
    return new BagBatch(bags, IntStream.range(0, words.length).toArray(), words);
  }

  /** Bags of which something is to be said that is the same for all their words. */
  public static BagBatch labelled(List<Bag> bags, int[] labels) {
    Segments segments = pack(bags).segments();
    return new BagBatch(
        bags, IntStream.range(0, segments.count()).map(segments::start).toArray(), labels);
  }

  /** What the network reads. */
  public Tokens tokensRead() {
    return pack(bags);
  }

  private static Tokens pack(List<Bag> bags) {
    return Tokens.pack(Tokens.Side.SOURCE, bags.stream().map(Bag::ids).toList());
  }

  Segments segments() {
    return tokensRead().segments();
  }

  @Override
  public int examples() {
    return bags.size();
  }

  @Override
  public int[][] inputs() {
    return bags.stream().map(Bag::ids).toArray(int[][]::new);
  }

  @Override
  public int padding() {
    return 0;
  }
}
