package org.mosnas.model.family.translation;

/** What the weights of a translation network are called. */
public final class TranslationNames {
  private TranslationNames() {}

  /** Embeddings of the encoder, {@code [vocab, maxEmbed]}. */
  public static String encoderTable(EmbeddingSharing sharing) {
    return sharing == EmbeddingSharing.SHARED ? "embedding" : "encoder.embedding";
  }

  /** Embeddings of the decoder, {@code [vocab, maxEmbed]}. */
  public static String decoderTable(EmbeddingSharing sharing) {
    return sharing == EmbeddingSharing.SHARED ? "embedding" : "decoder.embedding";
  }

  /** Output projection, {@code [vocab, maxEmbed]}. */
  public static String outputTable(EmbeddingSharing sharing) {
    return sharing == EmbeddingSharing.SHARED ? "embedding" : "decoder.output";
  }

  /** Prefix of encoder layer {@code index}, from 0. */
  public static String encoderLayer(int index) {
    return "encoder.layers." + index + ".";
  }

  /** Prefix of decoder layer {@code index}, from 0. */
  public static String decoderLayer(int index) {
    return "decoder.layers." + index + ".";
  }

  /** Queries, keys and values of self-attention in one product, {@code [3 * qkv, embed]}. */
  public static final String SELF_QKV = "self.qkv";

  /** Output projection of self-attention, {@code [embed, qkv]}. */
  public static final String SELF_OUT = "self.out";

  /** Layer norm after self-attention. */
  public static final String SELF_NORM = "self.norm";

  /** Queries of encoder–decoder attention, {@code [qkv, decoderEmbed]}. */
  public static final String CROSS_QUERY = "cross.q";

  /** Keys and values of encoder–decoder attention, {@code [2 * qkv, encoderEmbed]}. */
  public static final String CROSS_KV = "cross.kv";

  /** Output projection of encoder–decoder attention, {@code [decoderEmbed, qkv]}. */
  public static final String CROSS_OUT = "cross.out";

  /** Layer norm after encoder–decoder attention. */
  public static final String CROSS_NORM = "cross.norm";

  /** First map of the feed-forward block, {@code [ffn, embed]}. */
  public static final String FC1 = "fc1";

  /** Second map of the feed-forward block, {@code [embed, ffn]}. */
  public static final String FC2 = "fc2";

  /** Layer norm after the feed-forward block. */
  public static final String FFN_NORM = "ffn.norm";
}
