package org.mosnas.model.space;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The subnets that one supernet holds: which value every dimension may take.
 *
 * @param name what the space is called in reports; not blank
 * @param encoder choices of the encoder
 * @param decoder choices of the decoder
 * @param qkvSize rows of every query, key and value projection, in units; fixed, a multiple of
 *     every number of heads
 * @param embeddings which vocabulary matrices are one
 * @param referenceLength source and target length, in tokens, at which FLOPs are quoted; positive
 */
public record SearchSpace(
    String name,
    EncoderChoices encoder,
    DecoderChoices decoder,
    int qkvSize,
    EmbeddingSharing embeddings,
    int referenceLength)
    implements Serializable {
  /** Checks that the parts fit together. */
  public SearchSpace {
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
  public TranslationSpec largest() {
    return Extremes.largest(this);
  }

  /** The minimum of every choice, attending as {@link #extremeAttendedLayers()} says. */
  public TranslationSpec smallest() {
    return Extremes.smallest(this);
  }

  /**
   * Attended layers of the two extreme subnets: 2, as in HAT's {@code largest_arbitrary1} and
   * {@code smallest_arbitrary1}, or the nearest choice to it, the lower of two.
   */
  public int extremeAttendedLayers() {
    return Extremes.attendedLayers(decoder.attendedLayers());
  }

  /** Whether every dimension of {@code spec} is one of the choices. */
  public boolean contains(TranslationSpec spec) {
    return Membership.violation(this, spec).isEmpty();
  }

  /**
   * Returns {@code spec} if this space contains it.
   *
   * @throws IncompatibleSpecException naming the spec, the first dimension that is not a choice and
   *     the values allowed for it
   */
  public TranslationSpec requireContains(TranslationSpec spec) {
    Optional<String> violation = Membership.violation(this, spec);
    if (violation.isPresent()) {
      throw new IncompatibleSpecException(spec.id(), name, violation.get());
    }
    return spec;
  }

  /** Exact number of different subnets. */
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

  private static void requireDivisors(String key, List<Integer> heads, int qkvSize) {
    for (int count : heads) {
      if (qkvSize % count != 0) {
        throw new IllegalArgumentException(
            key + ": every value must divide qkv-size " + qkvSize + ", was " + heads);
      }
    }
  }
}
