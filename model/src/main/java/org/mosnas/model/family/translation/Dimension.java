package org.mosnas.model.family.translation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The ten things that are chosen for a subnet, in the order of HAT's gene string.
 *
 * <p>Membership, sampling, genes, encodings and HAT's files all walk this one list.
 */
enum Dimension {
  ENCODER_EMBED(
      "encoder embed", false, s -> s.encoder().embed(), spec -> List.of(spec.encoderEmbed())),
  ENCODER_LAYERS(
      "number of encoder layers",
      false,
      s -> s.encoder().layers(),
      spec -> List.of(spec.encoder().size())),
  ENCODER_FFN(
      "encoder ffn",
      true,
      s -> s.encoder().ffn(),
      spec -> each(spec.encoder(), EncoderLayerSpec::ffn)),
  ENCODER_HEADS(
      "encoder self-attention heads",
      true,
      s -> s.encoder().heads(),
      spec -> each(spec.encoder(), EncoderLayerSpec::heads)),
  DECODER_EMBED(
      "decoder embed", false, s -> s.decoder().embed(), spec -> List.of(spec.decoderEmbed())),
  DECODER_LAYERS(
      "number of decoder layers",
      false,
      s -> s.decoder().layers(),
      spec -> List.of(spec.decoder().size())),
  DECODER_FFN(
      "decoder ffn",
      true,
      s -> s.decoder().ffn(),
      spec -> each(spec.decoder(), DecoderLayerSpec::ffn)),
  SELF_HEADS(
      "decoder self-attention heads",
      true,
      s -> s.decoder().selfHeads(),
      spec -> each(spec.decoder(), DecoderLayerSpec::selfHeads)),
  CROSS_HEADS(
      "encoder-decoder attention heads",
      true,
      s -> s.decoder().crossHeads(),
      spec -> each(spec.decoder(), DecoderLayerSpec::crossHeads)),
  ATTENDED_LAYERS(
      "arbitrary encoder-decoder attention",
      true,
      s -> s.decoder().attendedLayers(),
      spec -> each(spec.decoder(), DecoderLayerSpec::attendedLayers));

  private final String label;
  private final boolean perLayer;
  private final Function<TranslationSpace, List<Integer>> choices;
  private final Function<TranslationSpec, List<Integer>> values;

  Dimension(
      String label,
      boolean perLayer,
      Function<TranslationSpace, List<Integer>> choices,
      Function<TranslationSpec, List<Integer>> values) {
    this.label = label;
    this.perLayer = perLayer;
    this.choices = choices;
    this.values = values;
  }

  /** What a message calls this dimension. */
  String label() {
    return label;
  }

  /** Whether every layer has a value of its own. */
  boolean perLayer() {
    return perLayer;
  }

  /** A value as files, configuration and messages say it: HAT's codes for attended layers. */
  int code(int value) {
    return this == ATTENDED_LAYERS ? ArbitraryAttention.code(value) : value;
  }

  /** The dimension that says how many layers this side has. */
  Dimension layerCount() {
    return compareTo(DECODER_EMBED) < 0 ? ENCODER_LAYERS : DECODER_LAYERS;
  }

  /** Allowed values, in the order of the space. */
  List<Integer> choices(TranslationSpace space) {
    return choices.apply(space);
  }

  /** Values of a subnet: one, or one per active layer. */
  List<Integer> values(TranslationSpec spec) {
    return values.apply(spec);
  }

  /** Number of values a subnet with every layer of {@code space} has. */
  int slots(TranslationSpace space) {
    return perLayer ? Collections.max(layerCount().choices(space)) : 1;
  }

  /**
   * Builds the subnet from a value of each dimension; of per-layer values only the first, the
   * active ones, count.
   */
  static TranslationSpec assemble(Map<Dimension, List<Integer>> values) {
    List<Integer> encoderFfn = values.get(ENCODER_FFN);
    List<Integer> encoderHeads = values.get(ENCODER_HEADS);
    List<Integer> decoderFfn = values.get(DECODER_FFN);
    List<Integer> selfHeads = values.get(SELF_HEADS);
    List<Integer> crossHeads = values.get(CROSS_HEADS);
    List<Integer> attended = values.get(ATTENDED_LAYERS);
    return new TranslationSpec(
        values.get(ENCODER_EMBED).get(0),
        values.get(DECODER_EMBED).get(0),
        layers(
            values.get(ENCODER_LAYERS).get(0),
            i -> new EncoderLayerSpec(encoderFfn.get(i), encoderHeads.get(i))),
        layers(
            values.get(DECODER_LAYERS).get(0),
            i ->
                new DecoderLayerSpec(
                    decoderFfn.get(i), selfHeads.get(i), crossHeads.get(i), attended.get(i))));
  }

  private static <L> List<L> layers(int count, Function<Integer, L> layer) {
    return IntStream.range(0, count).boxed().map(layer).toList();
  }

  private static <L> List<Integer> each(List<L> layers, Function<L, Integer> value) {
    return layers.stream().map(value).toList();
  }
}
