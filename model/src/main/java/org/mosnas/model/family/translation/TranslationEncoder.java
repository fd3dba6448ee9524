package org.mosnas.model.family.translation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SubnetSpec;

/**
 * Subnets as vectors for routers and latency predictors (HAT's features).
 *
 * <p>Both encodings walk the ten features of HAT: encoder embed, layers, ffn, heads; decoder embed,
 * layers, ffn, self-attention heads, encoder–decoder attention heads, attended layers. {@link
 * EncodingKind#AGGREGATE} divides each, averaged over the active layers, by its norm; {@link
 * EncodingKind#FINE} divides every layer's value and pads to the deepest subnet with 0.
 */
public final class TranslationEncoder implements SpecEncoder {
  private static final double FIXED_INPUT = 0.5;
  private static final int HAT_EMBED = 640;
  private static final int HAT_LAYERS = 6;

  private final int encoderSlots;
  private final int decoderSlots;
  private final List<Integer> aggregateNorms;
  private final List<Integer> fineNorms;

  private TranslationEncoder(
      int encoderSlots, int decoderSlots, List<Integer> aggregateNorms, List<Integer> fineNorms) {
    this.encoderSlots = encoderSlots;
    this.decoderSlots = decoderSlots;
    this.aggregateNorms = aggregateNorms;
    this.fineNorms = fineNorms;
  }

  /** HAT's norms, which it uses for WMT and IWSLT alike, and 6 + 6 layers. */
  public static TranslationEncoder hat() {
    return new TranslationEncoder(
        HAT_LAYERS,
        HAT_LAYERS,
        List.of(640, 6, 2048, 6, 640, 6, 2048, 6, 6, 2),
        List.of(640, 6, 3072, 8, 640, 6, 3072, 8, 8, 2));
  }

  /**
   * The encoder for a space.
   *
   * <p>A space as wide and deep as HAT's supernet (640 units and 6 layers on both sides) gets
   * {@link #hat HAT's} constants, so that published predictors and routers can be used. Any other
   * space is normalized by the largest choice of each feature, so every number is within (0, 1].
   */
  public static TranslationEncoder forSpace(TranslationSpace space) {
    if (isHatSized(space)) {
      return hat();
    }
    List<Integer> maxima =
        Arrays.stream(Dimension.values()).map(d -> Collections.max(d.choices(space))).toList();
    return new TranslationEncoder(
        space.encoder().maxLayers(), space.decoder().maxLayers(), maxima, maxima);
  }

  /**
   * The ten features before they are divided: sizes, and means over the active layers; the columns
   * of HAT's latency tables.
   *
   * @return a new array of 10 numbers
   */
  public static double[] features(TranslationSpec spec) {
    return Arrays.stream(Dimension.values()).mapToDouble(d -> mean(d.values(spec))).toArray();
  }

  @Override
  public int length(EncodingKind kind) {
    return switch (kind) {
      case AGGREGATE, FIXED -> aggregateNorms.size();
      case FINE -> Arrays.stream(Dimension.values()).mapToInt(this::slots).sum();
      case ONE_HOT -> throw oneHot();
    };
  }

  @Override
  public double[] encode(SubnetSpec subnet, EncodingKind kind) {
    TranslationSpec spec = (TranslationSpec) subnet;
    if (spec.encoder().size() > encoderSlots || spec.decoder().size() > decoderSlots) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected at most %d + %d layers, subnet %s has %d + %d",
              encoderSlots,
              decoderSlots,
              spec.id(),
              spec.encoder().size(),
              spec.decoder().size()));
    }
    return switch (kind) {
      case AGGREGATE -> aggregate(spec);
      case FINE -> fine(spec);
      case FIXED -> fixed();
      case ONE_HOT -> throw oneHot();
    };
  }

  private static MosnasException oneHot() {
    return new MosnasException(
        ErrorKind.USAGE,
        "mosnas.model.mixture.input: one-hot is an encoding of BERT, and this space is one of"
            + " translation; use fine or aggregate");
  }

  private double[] aggregate(TranslationSpec spec) {
    double[] encoding = features(spec);
    for (int i = 0; i < encoding.length; i++) {
      encoding[i] /= aggregateNorms.get(i);
    }
    return encoding;
  }

  private double[] fine(TranslationSpec spec) {
    double[] encoding = new double[length(EncodingKind.FINE)];
    int start = 0;
    for (Dimension dimension : Dimension.values()) {
      List<Integer> values = dimension.values(spec);
      for (int i = 0; i < values.size(); i++) {
        encoding[start + i] = (double) values.get(i) / fineNorms.get(dimension.ordinal());
      }
      start += slots(dimension);
    }
    return encoding;
  }

  private double[] fixed() {
    double[] encoding = new double[length(EncodingKind.FIXED)];
    Arrays.fill(encoding, FIXED_INPUT);
    return encoding;
  }

  private int slots(Dimension dimension) {
    if (!dimension.perLayer()) {
      return 1;
    }
    return dimension.layerCount() == Dimension.ENCODER_LAYERS ? encoderSlots : decoderSlots;
  }

  private static double mean(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).average().orElseThrow();
  }

  private static boolean isHatSized(TranslationSpace space) {
    return space.encoder().maxEmbed() == HAT_EMBED
        && space.decoder().maxEmbed() == HAT_EMBED
        && space.encoder().maxLayers() == HAT_LAYERS
        && space.decoder().maxLayers() == HAT_LAYERS;
  }
}
