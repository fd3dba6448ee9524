package org.mosnas.model.space;

import java.util.List;
import java.util.Optional;

/** Which dimension of a spec, if any, is not a choice of a space. */
final class Membership {
  private String violation;

  private Membership() {}

  /**
   * The first offending dimension with its value and the allowed ones; empty if all are allowed.
   */
  static Optional<String> violation(SearchSpace space, TranslationSpec spec) {
    Membership membership = new Membership();
    membership.checkEncoder(space.encoder(), spec);
    membership.checkDecoder(space.decoder(), spec);
    return Optional.ofNullable(membership.violation);
  }

  private void checkEncoder(EncoderChoices choices, TranslationSpec spec) {
    check("encoder embed", spec.encoderEmbed(), choices.embed());
    check("number of encoder layers", spec.encoder().size(), choices.layers());
    for (int i = 0; i < spec.encoder().size(); i++) {
      EncoderLayerSpec layer = spec.encoder().get(i);
      String of = " of encoder layer " + (i + 1);
      check("ffn" + of, layer.ffn(), choices.ffn());
      check("heads" + of, layer.heads(), choices.heads());
    }
  }

  private void checkDecoder(DecoderChoices choices, TranslationSpec spec) {
    check("decoder embed", spec.decoderEmbed(), choices.embed());
    check("number of decoder layers", spec.decoder().size(), choices.layers());
    for (int i = 0; i < spec.decoder().size(); i++) {
      DecoderLayerSpec layer = spec.decoder().get(i);
      String of = " of decoder layer " + (i + 1);
      check("ffn" + of, layer.ffn(), choices.ffn());
      check("self-attention heads" + of, layer.selfHeads(), choices.selfHeads());
      check("encoder-decoder attention heads" + of, layer.crossHeads(), choices.crossHeads());
      check("attended layers" + of, layer.attendedLayers(), choices.attendedLayers());
    }
  }

  private void check(String dimension, int value, List<Integer> choices) {
    if (violation == null && !choices.contains(value)) {
      violation = dimension + " is " + value + ", allowed are " + choices;
    }
  }
}
