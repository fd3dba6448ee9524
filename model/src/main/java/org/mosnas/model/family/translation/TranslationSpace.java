package org.mosnas.model.family.translation;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import org.mosnas.model.config.FormerName;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.Checks;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSpec;

/**
 * HAT's space of encoder–decoder Transformers: which value every dimension may take.
 *
 * <p>Every dimension is drawn uniformly from its choices, the numbers of layers first and then the
 * active layers, as HAT does; so each number of layers is equally likely, not each subnet.
 *
 * @param name what the space is called in reports; not blank
 * @param encoder choices of the encoder
 * @param decoder choices of the decoder
 * @param qkvSize rows of every query, key and value projection, in units; fixed, a multiple of
 *     every number of heads
 * @param embeddings which vocabulary matrices are one
 * @param referenceLength source and target length, in tokens, at which FLOPs are quoted; positive
 */
@FormerName("SearchSpace")
public record TranslationSpace(
    String name,
    EncoderChoices encoder,
    DecoderChoices decoder,
    int qkvSize,
    EmbeddingSharing embeddings,
    int referenceLength)
    implements SearchSpace {
  private static final int PREFERRED_ATTENDED_LAYERS = 2;

  /** Checks that the parts fit together. */
  public TranslationSpace {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
    Checks.positive("qkv-size", qkvSize);
    Checks.positive("reference-length", referenceLength);
    requireDivisors("encoder.heads", encoder.heads(), qkvSize);
    requireDivisors("decoder.self-heads", decoder.selfHeads(), qkvSize);
    requireDivisors("decoder.cross-heads", decoder.crossHeads(), qkvSize);
    int fewestLayers = Collections.min(encoder.layers());
    if (Collections.max(decoder.attendedLayers()) > fewestLayers) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "decoder.arbitrary-attention: no more layers can be attended to than the encoder has,"
                  + " at least %d; the choices attend to %s",
              fewestLayers,
              decoder.attendedLayers()));
    }
  }

  /** The wider of the widest encoder and the widest decoder: columns of a shared embedding. */
  public int maxEmbed() {
    return Math.max(encoder.maxEmbed(), decoder.maxEmbed());
  }

  /** The maximum of every choice, attending as {@link #extremeAttendedLayers()} says. */
  @Override
  public TranslationSpec largest() {
    return extreme(Collections::max);
  }

  /** The minimum of every choice, attending as {@link #extremeAttendedLayers()} says. */
  @Override
  public TranslationSpec smallest() {
    return extreme(Collections::min);
  }

  private TranslationSpec extreme(ToIntFunction<Collection<Integer>> pick) {
    Map<Dimension, List<Integer>> values = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      int value =
          dimension == Dimension.ATTENDED_LAYERS
              ? extremeAttendedLayers()
              : pick.applyAsInt(dimension.choices(this));
      values.put(dimension, Collections.nCopies(dimension.slots(this), value));
    }
    return Dimension.assemble(values);
  }

  /**
   * Attended layers of the two extreme subnets: 2, as in HAT's {@code largest_arbitrary1} and
   * {@code smallest_arbitrary1}, or the nearest choice to it, the lower of two.
   */
  public int extremeAttendedLayers() {
    List<Integer> choices = decoder.attendedLayers();
    return choices.contains(PREFERRED_ATTENDED_LAYERS)
        ? PREFERRED_ATTENDED_LAYERS
        : Collections.min(choices);
  }

  @Override
  public Optional<String> violation(SubnetSpec spec) {
    for (Dimension dimension : Dimension.values()) {
      List<Integer> choices = dimension.choices(this);
      List<Integer> values = dimension.values((TranslationSpec) spec);
      for (int i = 0; i < values.size(); i++) {
        if (!choices.contains(values.get(i))) {
          String layer = dimension.perLayer() ? " of layer " + (i + 1) : "";
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "%s%s is %d, allowed are %s",
                  dimension.label(),
                  layer,
                  dimension.code(values.get(i)),
                  choices.stream().map(dimension::code).toList()));
        }
      }
    }
    return Optional.empty();
  }

  /** Exact number of different subnets. */
  @Override
  public BigInteger cardinality() {
    BigInteger encoderLayer = sizes(encoder.ffn(), encoder.heads());
    BigInteger decoderLayer =
        sizes(decoder.ffn(), decoder.selfHeads(), decoder.crossHeads(), decoder.attendedLayers());
    return sizes(encoder.embed(), decoder.embed())
        .multiply(stacks(encoderLayer, encoder.layers()))
        .multiply(stacks(decoderLayer, decoder.layers()));
  }

  @SafeVarargs
  private static BigInteger sizes(List<Integer>... choices) {
    BigInteger product = BigInteger.ONE;
    for (List<Integer> values : choices) {
      product = product.multiply(BigInteger.valueOf(values.size()));
    }
    return product;
  }

  private static BigInteger stacks(BigInteger layer, List<Integer> depths) {
    return depths.stream().map(layer::pow).reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Override
  public TranslationSpec draw(IntUnaryOperator below) {
    Draw draw = new Draw(below);
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
    for (int i = 0; i < decoder.maxLayers(); i++) {
      draw.add(Dimension.ATTENDED_LAYERS);
    }
    return Dimension.assemble(draw.values);
  }

  /** One subnet from a stream of uniform integers, drawn in HAT's order. */
  private final class Draw {
    private final IntUnaryOperator below;
    private final Map<Dimension, List<Integer>> values = new EnumMap<>(Dimension.class);

    Draw(IntUnaryOperator below) {
      this.below = below;
    }

    int add(Dimension dimension) {
      List<Integer> choices = dimension.choices(TranslationSpace.this);
      int value = choices.get(below.applyAsInt(choices.size()));
      values.computeIfAbsent(dimension, d -> new ArrayList<>()).add(value);
      return value;
    }
  }

  @Override
  public TranslationGenes genes() {
    return new TranslationGenes(this);
  }

  @Override
  public TranslationEncoder specEncoder() {
    return TranslationEncoder.forSpace(this);
  }

  @Override
  public List<Block> blocks() {
    return TranslationBlocks.of(this);
  }

  @Override
  public TranslationSpec fromJson(JsonNode json, String source) {
    return TranslationJson.read(json, source);
  }

  /** Reads HAT's sub-network file. */
  @Override
  public TranslationSpec parse(String text, String source) {
    return HatYaml.parse(text, source);
  }

  @Override
  public TranslationSpec read(Path file) {
    return HatYaml.read(file);
  }

  private static void requireDivisors(String key, List<Integer> heads, int qkvSize) {
    for (int count : heads) {
      if (qkvSize % count != 0) {
        throw new IllegalArgumentException(
            key + ": every value must divide qkv-size " + qkvSize + ", was " + heads);
      }
    }
  }
}
