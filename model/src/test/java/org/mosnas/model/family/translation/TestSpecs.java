package org.mosnas.model.family.translation;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Ways to write down specs in tests. */
final class TestSpecs {
  private TestSpecs() {}

  /** Equal layers on both sides. */
  static TranslationSpec uniform(int embed, int ffn, int heads, int layers, int attendedLayers) {
    return new TranslationSpec(
        embed,
        embed,
        Collections.nCopies(layers, new EncoderLayerSpec(ffn, heads)),
        Collections.nCopies(layers, new DecoderLayerSpec(ffn, heads, heads, attendedLayers)));
  }

  /** Encoder layers from their widths and heads. */
  static List<EncoderLayerSpec> encoder(List<Integer> ffn, int... heads) {
    return IntStream.range(0, heads.length)
        .mapToObj(i -> new EncoderLayerSpec(ffn.get(i), heads[i]))
        .toList();
  }

  /** The same subnet, every decoder layer attending to {@code layers}. */
  static TranslationSpec attending(TranslationSpec spec, int layers) {
    return new TranslationSpec(
        spec.encoderEmbed(),
        spec.decoderEmbed(),
        spec.encoder(),
        spec.decoder().stream()
            .map(l -> new DecoderLayerSpec(l.ffn(), l.selfHeads(), l.crossHeads(), layers))
            .toList());
  }

  /** The same layers with other widths. */
  static TranslationSpec widths(TranslationSpec spec, int encoderEmbed, int decoderEmbed) {
    return new TranslationSpec(encoderEmbed, decoderEmbed, spec.encoder(), spec.decoder());
  }
}
