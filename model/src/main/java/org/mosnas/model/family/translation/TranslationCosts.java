package org.mosnas.model.family.translation;

import java.io.Serializable;
import java.util.Locale;
import org.mosnas.model.space.Checks;
import org.mosnas.model.space.CostFormula;
import org.mosnas.model.space.SubnetCost;
import org.mosnas.model.space.SubnetSpec;

/**
 * The closed formulas for parameters and FLOPs of a translation subnet.
 *
 * <p>They give the published numbers of HAT (Wang et al., arXiv 2005.14187) exactly: FLOPs are
 * counted as its profiler does, batch 1, source and target of equal length. In the bodies, {@code
 * E} and {@code D} are the encoder's and the decoder's embed, {@code f} the ffn, {@code q} the
 * query size, {@code T} the length.
 *
 * @param qkvSize rows of every query, key and value projection, in units; positive
 * @param embeddings which vocabulary matrices are one
 * @param sourceVocabulary tokens of the source side; positive
 * @param targetVocabulary tokens of the target side; positive, and the same for shared embeddings
 * @param length tokens of source and target; positive
 */
public record TranslationCosts(
    int qkvSize,
    EmbeddingSharing embeddings,
    int sourceVocabulary,
    int targetVocabulary,
    int length)
    implements CostFormula, Serializable {
  /** Checks the sizes. */
  public TranslationCosts {
    Checks.positive("qkvSize", qkvSize);
    Checks.positive("sourceVocabulary", sourceVocabulary);
    Checks.positive("targetVocabulary", targetVocabulary);
    Checks.positive("length", length);
    if (embeddings == EmbeddingSharing.SHARED && sourceVocabulary != targetVocabulary) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "shared embeddings need one vocabulary, got %d source and %d target tokens",
              sourceVocabulary,
              targetVocabulary));
    }
  }

  /** The formula of a space at its reference length. */
  public static TranslationCosts of(
      TranslationSpace space, int sourceVocabulary, int targetVocabulary) {
    return new TranslationCosts(
        space.qkvSize(),
        space.embeddings(),
        sourceVocabulary,
        targetVocabulary,
        space.referenceLength());
  }

  /** The same formula at another length, in tokens. */
  public TranslationCosts atLength(int tokens) {
    return new TranslationCosts(qkvSize, embeddings, sourceVocabulary, targetVocabulary, tokens);
  }

  @Override
  public SubnetCost cost(SubnetSpec subnet) {
    TranslationSpec spec = (TranslationSpec) subnet;
    return new SubnetCost(
        parameters(spec),
        2 * multiplyAccumulates(spec),
        embeddingParameters(spec),
        2L * spec.decoderEmbed() * length * targetVocabulary);
  }

  private long parameters(TranslationSpec spec) {
    long sum = 0;
    for (EncoderLayerSpec layer : spec.encoder()) {
      sum += encoderLayerParameters(spec.encoderEmbed(), layer.ffn());
    }
    for (DecoderLayerSpec layer : spec.decoder()) {
      sum += decoderLayerParameters(spec.encoderEmbed(), spec.decoderEmbed(), layer.ffn());
    }
    return sum;
  }

  private long encoderLayerParameters(long E, long f) {
    return attentionParameters(E, E) + feedForwardParameters(E, f);
  }

  private long decoderLayerParameters(long E, long D, long f) {
    return attentionParameters(D, D) + attentionParameters(D, E) + feedForwardParameters(D, f);
  }

  /** Query and output of width {@code D}, key and value of width {@code E}, and a LayerNorm. */
  private long attentionParameters(long D, long E) {
    long q = qkvSize;
    return q * D + 2 * q * E + 3 * q + D * q + D + 2 * D;
  }

  private static long feedForwardParameters(long D, long f) {
    return D * f + f + f * D + D + 2 * D;
  }

  private long multiplyAccumulates(TranslationSpec spec) {
    long E = spec.encoderEmbed();
    long D = spec.decoderEmbed();
    long T = length;
    long sum = T * (E + D) + 2 * T + 3L * spec.encoder().size() + 6L * spec.decoder().size();
    for (EncoderLayerSpec layer : spec.encoder()) {
      sum += encoderLayerMultiplyAccumulates(E, layer.ffn());
    }
    for (DecoderLayerSpec layer : spec.decoder()) {
      sum += decoderLayerMultiplyAccumulates(E, D, layer.ffn(), layer.attendedLayers());
    }
    return sum;
  }

  private long encoderLayerMultiplyAccumulates(long E, long f) {
    long q = qkvSize;
    long T = length;
    return T * (4 * E * q + 2 * E * f) + 2 * T * T * q + 2 * T * E + T * q;
  }

  private long decoderLayerMultiplyAccumulates(long E, long D, long f, long attendedLayers) {
    long q = qkvSize;
    long T = length;
    long S = attendedLayers * T;
    long selfAttention = 4 * T * D * q + 2 * T * T * q;
    long crossAttention = 2 * T * D * q + 2 * S * E * q + 2 * T * S * q;
    long normsAndScalings = 3 * T * D + 2 * T * q;
    return selfAttention + crossAttention + 2 * T * D * f + normsAndScalings;
  }

  private long embeddingParameters(TranslationSpec spec) {
    long E = spec.encoderEmbed();
    long D = spec.decoderEmbed();
    return switch (embeddings) {
      case SHARED -> targetVocabulary * Math.max(E, D);
      case SEPARATE -> sourceVocabulary * E + 2L * targetVocabulary * D;
    };
  }
}
