package org.mosnas.model.family.bert;

import java.io.Serializable;
import org.mosnas.model.space.Checks;

/**
 * One layer of a BERT.
 *
 * @param width of its attention and of its residuals, in units; positive
 * @param heads number of attention heads; positive, a divisor of the width
 * @param ffn width of its feed-forward network, in units; positive
 */
public record BertLayerSpec(int width, int heads, int ffn) implements Serializable {
  /** Checks the sizes. */
  public BertLayerSpec {
    Checks.positive("width", width);
    Checks.positive("heads", heads);
    Checks.positive("ffn", ffn);
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "heads must divide the width " + width + " of their layer, was " + heads);
    }
  }
}
