package org.mosnas.model.space;

import java.util.List;

/**
 * What a reader is shown of a subnet: stacks of layers, from input to output.
 *
 * @param stacks the stacks; at least one
 */
public record Sketch(List<Stack> stacks) {
  /** Copies the list. */
  public Sketch {
    stacks = List.copyOf(stacks);
  }

  /**
   * Some layers on top of each other.
   *
   * @param name what the stack is called, such as {@code encoder}
   * @param embed width of its residual stream, in units
   * @param layers from input to output
   */
  public record Stack(String name, int embed, List<Layer> layers) {
    /** Copies the list. */
    public Stack {
      layers = List.copyOf(layers);
    }
  }

  /**
   * One layer.
   *
   * @param ffn width of its feed-forward network, in units
   * @param heads numbers of heads of its attentions: that within its stack first, then that to the
   *     stack before
   * @param attendedLayers how many of the last layers of the stack before it attends to; 0 for none
   */
  public record Layer(int ffn, List<Integer> heads, int attendedLayers) {
    /** Copies the list. */
    public Layer {
      heads = List.copyOf(heads);
    }
  }
}
