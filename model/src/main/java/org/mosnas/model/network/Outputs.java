package org.mosnas.model.network;

import java.util.List;
import java.util.Optional;

/**
 * What a network gives to an objective.
 *
 * @param layers hidden states after every layer of the last stack, each {@code [rows, embed]}; the
 *     last one is scored, and its rows are those of {@link Batch#targets()}
 * @param layer what turns hidden states into scores
 * @param <T> handle of a tensor
 */
public record Outputs<T>(List<T> layers, Layer layer) {
  /**
   * The output layer: scores are {@code hidden table[:, :embed]^T}, plus a bias where there is one.
   *
   * @param table name of a weight {@code [vocab, maxEmbed]}
   * @param vocabulary its rows that are scored
   * @param bias name of a weight {@code [vocab]}
   */
  public record Layer(String table, int vocabulary, Optional<String> bias) {
    /** A layer without bias. */
    public Layer(String table, int vocabulary) {
      this(table, vocabulary, Optional.empty());
    }
  }

  /** Copies the list. */
  public Outputs {
    layers = List.copyOf(layers);
  }

  /** The hidden states that are scored, {@code [rows, embed]}. */
  public T hidden() {
    return layers.get(layers.size() - 1);
  }
}
