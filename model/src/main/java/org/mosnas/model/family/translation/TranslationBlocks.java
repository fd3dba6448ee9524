package org.mosnas.model.family.translation;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.space.Block;

/**
 * The blocks that translation networks are timed by.
 *
 * <p>A block is what is computed together, not what is stored together: the layers of a decoder run
 * once per decoding step and beam, those of an encoder once per sentence.
 */
final class TranslationBlocks {
  static final String OVERHEAD = "overhead";
  static final String ENCODER_INPUT = "encoder-input";
  static final String ENCODER_LAYER = "encoder-layer";
  static final String DECODER_INPUT = "decoder-input";
  static final String DECODER_LAYER = "decoder-layer";
  static final String DECODER_OUTPUT = "decoder-output";

  static final String EMBED = "embed";
  static final String ENCODER_EMBED = "encoder-embed";
  static final String DECODER_EMBED = "decoder-embed";
  static final String FFN = "ffn";
  static final String HEADS = "heads";
  static final String SELF_HEADS = "self-heads";
  static final String CROSS_HEADS = "cross-heads";
  static final String ATTENDED_LAYERS = "attended-layers";

  private TranslationBlocks() {}

  /** The blocks of a subnet, in the order in which they run. */
  static List<Block> of(TranslationSpec spec) {
    int encoderEmbed = spec.encoderEmbed();
    int decoderEmbed = spec.decoderEmbed();
    List<Block> blocks = new ArrayList<>(spec.encoder().size() + spec.decoder().size() + 4);
    blocks.add(Block.of(OVERHEAD));
    blocks.add(Block.of(ENCODER_INPUT).with(EMBED, encoderEmbed));
    for (EncoderLayerSpec layer : spec.encoder()) {
      blocks.add(encoderLayer(encoderEmbed, layer));
    }
    blocks.add(Block.of(DECODER_INPUT).with(EMBED, decoderEmbed));
    for (DecoderLayerSpec layer : spec.decoder()) {
      blocks.add(decoderLayer(decoderEmbed, encoderEmbed, layer));
    }
    blocks.add(Block.of(DECODER_OUTPUT).with(EMBED, decoderEmbed));
    return List.copyOf(blocks);
  }

  /** Every block that a subnet of {@code space} can have. */
  static List<Block> of(TranslationSpace space) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.of(OVERHEAD));
    for (int embed : space.encoder().embed()) {
      blocks.add(Block.of(ENCODER_INPUT).with(EMBED, embed));
      for (int ffn : space.encoder().ffn()) {
        for (int heads : space.encoder().heads()) {
          blocks.add(encoderLayer(embed, new EncoderLayerSpec(ffn, heads)));
        }
      }
    }
    for (int embed : space.decoder().embed()) {
      blocks.add(Block.of(DECODER_INPUT).with(EMBED, embed));
      for (int encoderEmbed : space.encoder().embed()) {
        decoderLayers(space.decoder())
            .forEach(layer -> blocks.add(decoderLayer(embed, encoderEmbed, layer)));
      }
      blocks.add(Block.of(DECODER_OUTPUT).with(EMBED, embed));
    }
    return List.copyOf(blocks);
  }

  private static List<DecoderLayerSpec> decoderLayers(DecoderChoices choices) {
    List<DecoderLayerSpec> layers = new ArrayList<>();
    for (int ffn : choices.ffn()) {
      for (int self : choices.selfHeads()) {
        for (int cross : choices.crossHeads()) {
          for (int attended : choices.attendedLayers()) {
            layers.add(new DecoderLayerSpec(ffn, self, cross, attended));
          }
        }
      }
    }
    return layers;
  }

  private static Block encoderLayer(int embed, EncoderLayerSpec layer) {
    return Block.of(ENCODER_LAYER)
        .with(EMBED, embed)
        .with(FFN, layer.ffn())
        .with(HEADS, layer.heads());
  }

  private static Block decoderLayer(int decoderEmbed, int encoderEmbed, DecoderLayerSpec layer) {
    return Block.of(DECODER_LAYER)
        .with(DECODER_EMBED, decoderEmbed)
        .with(ENCODER_EMBED, encoderEmbed)
        .with(FFN, layer.ffn())
        .with(SELF_HEADS, layer.selfHeads())
        .with(CROSS_HEADS, layer.crossHeads())
        .with(ATTENDED_LAYERS, layer.attendedLayers());
  }
}
