package org.mosnas.model.network;

import java.util.List;

/**
 * The operations a Transformer is made of, at the grain at which kernels are worth fusing.
 *
 * <p>A network is written once against this interface; an interpreter decides what a {@code T} is:
 * a buffer with a gradient, a node of a graph, a shape. Weights are named; the interpreter knows
 * their values. {@code tokens} is the packed axis of all tokens of a batch.
 *
 * @param <T> handle of a tensor
 */
public interface Ops<T> {

  /** What follows a linear map. */
  enum Activation {
    /** Nothing. */
    NONE,
    /** {@code max(0, x)}. */
    RELU,
    /** {@code x} times how likely a normal variable is to be less (not its approximation). */
    GELU,
    /** The hyperbolic tangent. */
    TANH
  }

  /**
   * Which rows attend to which.
   *
   * @param queries the sentences of the queries
   * @param keys the sentences of the keys; as many
   * @param heads number of heads
   * @param causal whether query {@code i} of a sentence sees only its keys up to {@code i}
   */
  record Attention(Segments queries, Segments keys, int heads, boolean causal) {}

  /**
   * Tables of embeddings that are added up.
   *
   * @param words name of a weight {@code [vocab, maxEmbed]}
   * @param positions name of a weight {@code [positions, maxEmbed]}; the first token of a sentence
   *     has row 0
   * @param types name of a weight {@code [types, maxEmbed]}
   */
  record Tables(String words, String positions, String types) {}

  /**
   * A layer norm: its weights are called {@code name} + {@link WeightDeclarations#NORM_WEIGHT} and
   * {@code name.bias}, each {@code [embed]}.
   *
   * @param name of the weights
   * @param epsilon added to the variance; positive
   */
  record Norm(String name, float epsilon) {}

  /**
   * Embeddings of tokens scaled by the root of the width, plus sinusoidal positions: {@code
   * sqrt(embed) * table[id][:embed] + sinusoid[position][:embed]}.
   *
   * @param table name of a weight {@code [vocab, maxEmbed]}
   * @param tokens what is looked up
   * @param embed width kept
   * @param fullWidth width of the supernet, at which positions are computed
   * @return {@code [tokens, embed]}
   */
  T embed(String table, Tokens tokens, int embed, int fullWidth);

  /**
   * Embeddings of tokens, of their positions and of their types: {@code words[id][:embed] +
   * positions[position][:embed] + types[type][:embed]}, nothing scaled.
   *
   * @param types of the tokens, {@code [tokens]}
   * @param embed width kept
   * @return {@code [tokens, embed]}
   */
  T embedSum(Tables tables, Tokens tokens, int[] types, int embed);

  /**
   * {@code activation(x W^T + b)} with the weights {@code name.weight} {@code [outputs, inputs]}
   * and {@code name.bias} {@code [outputs]}.
   *
   * @param x {@code [tokens, inputs]}
   * @return {@code [tokens, outputs]}
   */
  T linear(T x, String name, int outputs, Activation activation);

  /**
   * Dropout; the identity outside training.
   *
   * @param rate in [0, 1)
   */
  T dropout(T x, double rate);

  /** Columns {@code from} to {@code from + count} of {@code x}. */
  T columns(T x, int from, int count);

  /**
   * Scaled dot-product attention with {@code heads} heads of {@code width / heads} columns.
   *
   * @param query {@code [queryTokens, width]}
   * @param key {@code [keyTokens, width]}
   * @param value {@code [keyTokens, width]}
   * @param dropout rate on the probabilities
   * @return {@code [queryTokens, width]}
   */
  T attention(T query, T key, T value, Attention layout, double dropout);

  /**
   * Post-norm residual: {@code layerNorm(residual + dropout(x))}.
   *
   * @param residual {@code [tokens, embed]}
   * @param x {@code [tokens, embed]}; not to be used afterwards
   * @return {@code [tokens, embed]}
   */
  T residualNorm(T residual, T x, Norm norm, double dropout);

  /**
   * {@code layerNorm(x)}, without a residual.
   *
   * @param x {@code [tokens, embed]}
   * @return {@code [tokens, embed]}
   */
  T norm(T x, Norm norm);

  /**
   * Concatenation along time, sentence by sentence: the rows of sentence {@code b} of the first
   * part, then those of the second, and so on.
   *
   * @param parts each {@code [tokens, embed]}
   * @return {@code [parts * tokens, embed]}
   */
  T concatTime(List<T> parts, Segments segments);

  /**
   * Scores of all tokens of a vocabulary: {@code hidden table[:, :embed]^T}, plus the bias of the
   * layer if it has one.
   *
   * @param hidden {@code [rows, embed]}
   * @return {@code [rows, vocab]}
   */
  T logits(T hidden, Outputs.Layer layer);

  /**
   * Some rows, in the order that is asked for; one may come twice. What comes out belongs to no
   * sentences any more: it is there to be scored, not to be attended to.
   *
   * @param x {@code [tokens, columns]}
   * @param rows indices of rows, {@code [count]}; at least one
   * @return {@code [count, columns]}
   */
  T rows(T x, int[] rows);
}
