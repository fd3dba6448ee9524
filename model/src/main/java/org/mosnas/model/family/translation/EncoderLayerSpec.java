package org.mosnas.model.family.translation;

import java.io.Serializable;
import org.mosnas.model.space.Checks;

/**
 * Shape of one active encoder layer.
 *
 * @param ffn width of the feed-forward layer, in units; positive
 * @param heads number of self-attention heads; positive, divides the query size of the space
 */
public record EncoderLayerSpec(int ffn, int heads) implements Serializable {
  /** Checks the sizes. */
  public EncoderLayerSpec {
    Checks.positive("ffn", ffn);
    Checks.positive("heads", heads);
  }
}
