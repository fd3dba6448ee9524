package org.mosnas.model.family.translation;

import java.util.Optional;

/** Keys of HAT's sub-network files, in the order in which HAT writes them. */
enum HatKey {
  ENCODER_EMBED("encoder-embed-dim-subtransformer", Dimension.ENCODER_EMBED),
  DECODER_EMBED("decoder-embed-dim-subtransformer", Dimension.DECODER_EMBED),
  ENCODER_FFN("encoder-ffn-embed-dim-all-subtransformer", Dimension.ENCODER_FFN),
  DECODER_FFN("decoder-ffn-embed-dim-all-subtransformer", Dimension.DECODER_FFN),
  ENCODER_LAYERS("encoder-layer-num-subtransformer", Dimension.ENCODER_LAYERS),
  DECODER_LAYERS("decoder-layer-num-subtransformer", Dimension.DECODER_LAYERS),
  ENCODER_HEADS("encoder-self-attention-heads-all-subtransformer", Dimension.ENCODER_HEADS),
  SELF_HEADS("decoder-self-attention-heads-all-subtransformer", Dimension.SELF_HEADS),
  CROSS_HEADS("decoder-ende-attention-heads-all-subtransformer", Dimension.CROSS_HEADS),
  ATTENDED_LAYERS("decoder-arbitrary-ende-attn-all-subtransformer", Dimension.ATTENDED_LAYERS);

  private final String text;
  private final Dimension dimension;

  HatKey(String text, Dimension dimension) {
    this.text = text;
    this.dimension = dimension;
  }

  /** The key as it stands in the file. */
  String text() {
    return text;
  }

  /** What the key gives the values of. */
  Dimension dimension() {
    return dimension;
  }

  /** The key of this text, if there is one. */
  static Optional<HatKey> of(String text) {
    for (HatKey key : values()) {
      if (key.text.equals(text)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }
}
