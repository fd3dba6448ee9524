package org.mosnas.model.network;

/**
 * What a parameter is for. Declared where parameters are laid out; whoever treats some parameters
 * differently from others asks for their roles, never for parts of their names.
 */
public enum Role {
  /** Embeddings of tokens, {@code [vocab, embed]}; an output layer may share them. */
  EMBEDDING,
  /** Embeddings of positions, or of what kind of text a token is from; no row is for padding. */
  POSITION,
  /** An output layer of its own, {@code [vocab, embed]}. */
  OUTPUT,
  /** Queries, keys and values in one projection. */
  QUERY_KEY_VALUE,
  /** Queries alone. */
  QUERY,
  /** Keys alone. */
  KEY,
  /** Values alone. */
  VALUE,
  /** Keys and values in one projection. */
  KEY_VALUE,
  /** What follows the heads of an attention. */
  ATTENTION_OUTPUT,
  /** First projection of a feed-forward network, {@code [ffn, embed]}. */
  FEED_FORWARD_IN,
  /** Second projection of a feed-forward network, {@code [embed, ffn]}. */
  FEED_FORWARD_OUT,
  /** Widens or narrows the residual stream before or after a layer. */
  BOTTLENECK,
  /** Any other projection. */
  PROJECTION,
  /** Scale and shift of a normalization. */
  NORM,
  /** Hidden layer of a router. */
  ROUTER_HIDDEN,
  /** Output layer of a router. */
  ROUTER_OUTPUT
}
