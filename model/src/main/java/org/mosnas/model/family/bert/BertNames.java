package org.mosnas.model.family.bert;

/**
 * What the weights of a BERT are called: as in published checkpoints, without their {@code bert.},
 * but for the weight of a norm ({@code gain}), for tables (no {@code .weight}) and for what they do
 * not have.
 */
public final class BertNames {
  private BertNames() {}

  /** Embeddings of tokens, {@code [vocab, embed]}; the output layer for tokens is the same. */
  public static final String WORDS = "embeddings.word_embeddings";

  /** Embeddings of positions, {@code [positions, embed]}. */
  public static final String POSITIONS = "embeddings.position_embeddings";

  /** Embeddings of the two kinds of text, {@code [2, embed]}. */
  public static final String TYPES = "embeddings.token_type_embeddings";

  /** Norm of the embeddings. */
  public static final String EMBEDDINGS_NORM = "embeddings.LayerNorm";

  /** Map from the stream to the width of a layer, {@code [width, widthBefore]}. */
  public static final String BOTTLENECK_IN = "bottleneck.in";

  /** Map back to the stream, {@code [embed, width]}. */
  public static final String BOTTLENECK_OUT = "bottleneck.out";

  /** Queries, {@code [width, width]}; keys and values are maps of their own. */
  public static final String QUERY = "attention.self.query";

  /** Keys, {@code [width, width]}. */
  public static final String KEY = "attention.self.key";

  /** Values, {@code [width, width]}. */
  public static final String VALUE = "attention.self.value";

  /** What follows the heads, {@code [width, width]}. */
  public static final String ATTENTION_OUT = "attention.output.dense";

  /** Norm after attention. */
  public static final String ATTENTION_NORM = "attention.output.LayerNorm";

  /** First map of the feed-forward network, {@code [ffn, width]}. */
  public static final String FFN_IN = "intermediate.dense";

  /** Second map of the feed-forward network, {@code [width, ffn]}. */
  public static final String FFN_OUT = "output.dense";

  /** Norm after the feed-forward network. */
  public static final String FFN_NORM = "output.LayerNorm";

  /** What comes before the scores of tokens, {@code [embed, embed]}. */
  public static final String TRANSFORM = "cls.predictions.transform.dense";

  /** Norm of that. */
  public static final String TRANSFORM_NORM = "cls.predictions.transform.LayerNorm";

  /** Bias of the scores of tokens, {@code [vocab]}. */
  public static final String TOKEN_BIAS = "cls.predictions.bias";

  /** What is made of a text's first token, {@code [embed, embed]}. */
  public static final String POOLER = "pooler.dense";

  /** The output layer for classes or a number, {@code [outputs, embed]}. */
  public static final String CLASSIFIER = "classifier.weight";

  /** Its bias, {@code [outputs]}. */
  public static final String CLASSIFIER_BIAS = "classifier.bias";

  /** Prefix of layer {@code index}, from 0. */
  public static String layer(int index) {
    return "encoder.layer." + index + ".";
  }
}
