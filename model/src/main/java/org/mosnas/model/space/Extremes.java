package org.mosnas.model.space;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;

/** The largest and the smallest subnet of a space. */
final class Extremes {
  private static final int PREFERRED_ATTENDED_LAYERS = 2;

  private Extremes() {}

  static TranslationSpec largest(SearchSpace space) {
    return extreme(space, Collections::max);
  }

  static TranslationSpec smallest(SearchSpace space) {
    return extreme(space, Collections::min);
  }

  /** The choice nearest to 2, the lower of two. */
  static int attendedLayers(List<Integer> choices) {
    if (choices.contains(PREFERRED_ATTENDED_LAYERS)) {
      return PREFERRED_ATTENDED_LAYERS;
    }
    return Collections.min(choices);
  }

  private static TranslationSpec extreme(
      SearchSpace space, ToIntFunction<Collection<Integer>> pick) {
    EncoderChoices encoder = space.encoder();
    DecoderChoices decoder = space.decoder();
    EncoderLayerSpec encoderLayer =
        new EncoderLayerSpec(pick.applyAsInt(encoder.ffn()), pick.applyAsInt(encoder.heads()));
    DecoderLayerSpec decoderLayer =
        new DecoderLayerSpec(
            pick.applyAsInt(decoder.ffn()),
            pick.applyAsInt(decoder.selfHeads()),
            pick.applyAsInt(decoder.crossHeads()),
            space.extremeAttendedLayers());
    return new TranslationSpec(
        pick.applyAsInt(encoder.embed()),
        pick.applyAsInt(decoder.embed()),
        Collections.nCopies(pick.applyAsInt(encoder.layers()), encoderLayer),
        Collections.nCopies(pick.applyAsInt(decoder.layers()), decoderLayer));
  }
}
