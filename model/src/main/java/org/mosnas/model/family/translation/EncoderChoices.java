package org.mosnas.model.family.translation;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.mosnas.model.space.Checks;

/**
 * What may be chosen for the encoder; order of the values is the order in which samplers index
 * them.
 *
 * @param embed widths of the residual stream; even
 * @param layers numbers of layers
 * @param ffn widths of a layer's feed-forward network
 * @param heads numbers of a layer's self-attention heads
 */
public record EncoderChoices(
    List<Integer> embed, List<Integer> layers, List<Integer> ffn, List<Integer> heads)
    implements Serializable {
  /** Checks and copies the lists: each non-empty, its values distinct and positive. */
  public EncoderChoices {
    embed = Checks.embedChoices("encoder.embed", embed);
    layers = Checks.choices("encoder.layers", layers);
    ffn = Checks.choices("encoder.ffn", ffn);
    heads = Checks.choices("encoder.heads", heads);
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
  public int maxHeads() {
    return Collections.max(heads);
  }
}
