package org.mosnas.model.network;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a network gives to an objective.
 *
 * @param layers hidden states after every layer of the last stack, each {@code [rows, embed]}; the
 *     last one is scored, and its rows are those of {@link Batch#targets()}
 * @param layer what turns hidden states into scores
 * @param inner what can be compared with a teacher's below the scores, if the network shows it
 * @param <T> handle of a tensor
 */
public record Outputs<T>(List<T> layers, Layer layer, Optional<Inner<T>> inner) {
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

  /**
   * What a network computes of every token, whether it is scored or not.
   *
   * @param states hidden states after the last layer, {@code [tokens, embed]}
   * @param vectors queries, keys and values of the last self-attention, each {@code [tokens,
   *     width]}
   * @param texts the tokens
   * @param <T> handle of a tensor
   */
  public record Inner<T>(T states, List<T> vectors, Segments texts) {
    /** Copies the list. */
    public Inner {
      vectors = List.copyOf(vectors);
    }
  }

  /** Copies the list. */
  public Outputs {
    layers = List.copyOf(layers);
  }

  /** Of a network that shows nothing else. */
  public Outputs(List<T> layers, Layer layer) {
    this(layers, layer, Optional.empty());
  }

  /** The hidden states that are scored, {@code [rows, embed]}. */
  public T hidden() {
    return layers.get(layers.size() - 1);
  }

  /** All of it. */
  public Stream<T> tensors() {
    return Stream.concat(
        layers.stream(),
        inner.stream().flatMap(i -> Stream.concat(Stream.of(i.states()), i.vectors().stream())));
  }

  /** The same with other handles. */
  public <U> Outputs<U> map(Function<T, U> change) {
    return new Outputs<>(
        layers.stream().map(change).toList(),
        layer,
        inner.map(
            i ->
                new Inner<>(
                    change.apply(i.states()),
                    i.vectors().stream().map(change).toList(),
                    i.texts())));
  }
}
