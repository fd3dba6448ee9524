package org.mosnas.search.latency;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A part of a translation network whose time does not depend on the rest of the network, so that
 * the times of the blocks of a subnet add up to its own (but for what {@link Calibration}
 * corrects).
 *
 * <p>The time of a block is its share of one whole translation under a {@link LatencyProtocol}: an
 * encoder block runs once over the source, a decoder block once per decoding step. Sizes that all
 * subnets share are not part of a block but of the {@link NetworkFrame}.
 */
public sealed interface Block extends Serializable {
  /** What sort of block this is: kebab-case, unique per type. */
  String kind();

  /** The sizes by name, in declaration order; names are kebab-case. */
  Map<String, Integer> sizes();

  /** The name of this block in tables and files. */
  default BlockKey key() {
    return BlockKey.of(this);
  }

  /**
   * Looking up, scaling and positioning the source.
   *
   * @param embed width of the encoder's residual stream
   */
  record EncoderInput(int embed) implements Block {
    static final String KIND = "encoder-input";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public Map<String, Integer> sizes() {
      return ordered("embed", embed);
    }
  }

  /**
   * One encoder layer.
   *
   * @param embed width of the encoder's residual stream
   * @param ffn width of the feed-forward network
   * @param heads self-attention heads
   */
  record EncoderLayer(int embed, int ffn, int heads) implements Block {
    static final String KIND = "encoder-layer";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public Map<String, Integer> sizes() {
      return ordered("embed", embed, "ffn", ffn, "heads", heads);
    }
  }

  /**
   * Looking up, scaling and positioning the target, one token per step.
   *
   * @param embed width of the decoder's residual stream
   */
  record DecoderInput(int embed) implements Block {
    static final String KIND = "decoder-input";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public Map<String, Integer> sizes() {
      return ordered("embed", embed);
    }
  }

  /**
   * One decoder layer with its caches, the keys and values of the source among them.
   *
   * @param decoderEmbed width of the decoder's residual stream
   * @param encoderEmbed width of the encoder's residual stream
   * @param ffn width of the feed-forward network
   * @param selfHeads self-attention heads
   * @param crossHeads encoder–decoder attention heads
   * @param attendedLayers number of last encoder layers attended to, 1 to 3
   */
  record DecoderLayer(
      int decoderEmbed,
      int encoderEmbed,
      int ffn,
      int selfHeads,
      int crossHeads,
      int attendedLayers)
      implements Block {
    static final String KIND = "decoder-layer";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public Map<String, Integer> sizes() {
      return ordered(
          "decoder-embed",
          decoderEmbed,
          "encoder-embed",
          encoderEmbed,
          "ffn",
          ffn,
          "self-heads",
          selfHeads,
          "cross-heads",
          crossHeads,
          "attended-layers",
          attendedLayers);
    }
  }

  /**
   * Projection to the vocabulary and the choice of tokens, once per step.
   *
   * @param embed width of the decoder's residual stream
   */
  record DecoderOutput(int embed) implements Block {
    static final String KIND = "decoder-output";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public Map<String, Integer> sizes() {
      return ordered("embed", embed);
    }
  }

  /** What a translation costs whatever the subnet: preparing buffers, bookkeeping of the beam. */
  record Overhead() implements Block {
    static final String KIND = "overhead";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public Map<String, Integer> sizes() {
      return ordered();
    }
  }

  private static Map<String, Integer> ordered(Object... namesAndSizes) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndSizes.length; i += 2) {
      sizes.put((String) namesAndSizes[i], (Integer) namesAndSizes[i + 1]);
    }
    return sizes;
  }
}
