package org.mosnas.example.bags;

import java.util.List;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

/**
 * Some bags side by side; each is to be said again.
 *
 * @param bags at least one
 */
public record BagBatch(List<Bag> bags) implements Batch {
  /** Copies the list. */
  public BagBatch {
    bags = List.copyOf(bags);
  }

  /** What the network reads. */
  public Tokens tokensRead() {
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
  public int[] targets() {
    return tokensRead().ids();
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
