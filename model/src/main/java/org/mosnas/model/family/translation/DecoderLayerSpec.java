package org.mosnas.model.family.translation;

import java.io.Serializable;
import org.mosnas.model.space.Checks;

/**
 * Shape of one active decoder layer.
 *
 * @param ffn width of the feed-forward layer, in units; positive
 * @param selfHeads number of self-attention heads; positive, divides the query size of the space
 * @param crossHeads number of encoder–decoder attention heads; positive, divides the query size
 * @param attendedLayers how many of the last encoder layers the encoder–decoder attention sees, 1
 *     to 3; HAT's "arbitrary attention" codes -1, 1, 2 in this order
 */
public record DecoderLayerSpec(int ffn, int selfHeads, int crossHeads, int attendedLayers)
    implements Serializable {
  /** Checks the sizes. */
  public DecoderLayerSpec {
    Checks.positive("ffn", ffn);
    Checks.positive("selfHeads", selfHeads);
    Checks.positive("crossHeads", crossHeads);
    if (attendedLayers < 1 || attendedLayers > ArbitraryAttention.MAX_LAYERS) {
      throw new IllegalArgumentException("attendedLayers must be 1, 2 or 3, was " + attendedLayers);
    }
  }
}
