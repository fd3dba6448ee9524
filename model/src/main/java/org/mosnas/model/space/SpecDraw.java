package org.mosnas.model.space;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** One subnet from a stream of uniform integers, drawn in HAT's order. */
final class SpecDraw {
  private final SearchSpace space;
  private final IntUnaryOperator below;
  private final Map<Dimension, List<Integer>> values = new EnumMap<>(Dimension.class);

  private SpecDraw(SearchSpace space, IntUnaryOperator below) {
    this.space = space;
    this.below = below;
  }

  /**
   * Draws a subnet.
   *
   * @param below uniform integer from 0 to its argument, exclusive
   */
  static TranslationSpec draw(SearchSpace space, IntUnaryOperator below) {
    SpecDraw draw = new SpecDraw(space, below);
    draw.add(Dimension.ENCODER_EMBED);
    draw.add(Dimension.DECODER_EMBED);
    int encoderLayers = draw.add(Dimension.ENCODER_LAYERS);
    int decoderLayers = draw.add(Dimension.DECODER_LAYERS);
    for (int i = 0; i < encoderLayers; i++) {
      draw.add(Dimension.ENCODER_FFN);
      draw.add(Dimension.ENCODER_HEADS);
    }
    for (int i = 0; i < decoderLayers; i++) {
      draw.add(Dimension.DECODER_FFN);
      draw.add(Dimension.SELF_HEADS);
      draw.add(Dimension.CROSS_HEADS);
    }
    // HAT draws this one for inactive layers too.
    for (int i = 0; i < space.decoder().maxLayers(); i++) {
      draw.add(Dimension.ATTENDED_LAYERS);
    }
    return Dimension.assemble(draw.values);
  }

  private int add(Dimension dimension) {
    List<Integer> choices = dimension.choices(space);
    int value = choices.get(below.applyAsInt(choices.size()));
    values.computeIfAbsent(dimension, d -> new ArrayList<>()).add(value);
    return value;
  }
}
