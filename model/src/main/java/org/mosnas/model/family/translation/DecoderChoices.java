package org.mosnas.model.family.translation;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.mosnas.model.space.Checks;

/**
 * What may be chosen for the decoder; order of the values is the order in which samplers index
 * them.
 *
 * @param embed widths of the residual stream; even
 * @param layers numbers of layers
 * @param ffn widths of a layer's feed-forward network
 * @param selfHeads numbers of a layer's self-attention heads
 * @param crossHeads numbers of a layer's encoder–decoder attention heads
 * @param attendedLayers numbers of last encoder layers that a layer attends to, within 1 to 3
 */
public record DecoderChoices(
    List<Integer> embed,
    List<Integer> layers,
    List<Integer> ffn,
    List<Integer> selfHeads,
    List<Integer> crossHeads,
    List<Integer> attendedLayers)
    implements Serializable {
  /** Checks and copies the lists: each non-empty, its values distinct and positive. */
  public DecoderChoices {
    embed = Checks.embedChoices("decoder.embed", embed);
    layers = Checks.choices("decoder.layers", layers);
    ffn = Checks.choices("decoder.ffn", ffn);
    selfHeads = Checks.choices("decoder.self-heads", selfHeads);
    crossHeads = Checks.choices("decoder.cross-heads", crossHeads);
    attendedLayers = Checks.choices("decoder.arbitrary-attention", attendedLayers);
    if (Collections.max(attendedLayers) > ArbitraryAttention.MAX_LAYERS) {
      throw new IllegalArgumentException(
          "decoder.arbitrary-attention: attended layers must be 1, 2 or 3, was " + attendedLayers);
    }
  }

  /** The widest residual stream. */
  public int maxEmbed() {
    return Collections.max(embed);
  }

  /** The most layers. */
  public int maxLayers() {
    return Collections.max(layers);
  }

  /** The widest feed-forward network. */
  public int maxFfn() {
    return Collections.max(ffn);
  }

  /** The most self-attention heads. */
  public int maxSelfHeads() {
    return Collections.max(selfHeads);
  }

  /** The most encoder–decoder attention heads. */
  public int maxCrossHeads() {
    return Collections.max(crossHeads);
  }
}
