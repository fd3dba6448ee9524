package org.mosnas.model.family.translation;

import java.util.Map;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.network.WeightDeclarations;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.DenseSubnet;

/**
 * What fixes the size of every weight of a translation network, supernet or single subnet.
 *
 * @param envelope the widest subnet that fits: every weight of any other is a prefix of its weight
 * @param qkvSize rows of every query, key and value projection
 * @param sharing which vocabulary matrices are one
 * @param sourceVocabulary tokens of the source
 * @param targetVocabulary tokens of the target; with shared embeddings the same
 * @param fullWidth widths of the supernet
 */
public record TranslationShape(
    TranslationSpec envelope,
    int qkvSize,
    EmbeddingSharing sharing,
    int sourceVocabulary,
    int targetVocabulary,
    FullWidth fullWidth)
    implements NetworkShape {
  /** Checks that vocabularies and sharing agree. */
  public TranslationShape {
    if (sharing == EmbeddingSharing.SHARED && sourceVocabulary != targetVocabulary) {
      throw new IllegalArgumentException(
          "shared embeddings need one vocabulary, got "
              + sourceVocabulary
              + " and "
              + targetVocabulary
              + " tokens");
    }
  }

  /** The shape of the supernet of a space. */
  public static TranslationShape of(
      TranslationSpace space, int sourceVocabulary, int targetVocabulary) {
    return new TranslationShape(
        space.largest(),
        space.qkvSize(),
        space.embeddings(),
        sourceVocabulary,
        targetVocabulary,
        new FullWidth(space.encoder().maxEmbed(), space.decoder().maxEmbed()));
  }

  /** The shape of a translation subnet. */
  public static TranslationShape of(DenseSubnet subnet) {
    return (TranslationShape) subnet.shape();
  }

  @Override
  public TranslationShape single(SubnetSpec spec) {
    return new TranslationShape(
        (TranslationSpec) spec, qkvSize, sharing, sourceVocabulary, targetVocabulary, fullWidth);
  }

  @Override
  public void declare(WeightDeclarations weights) {
    new TranslationWeights(this, weights).declare();
  }

  @Override
  public TranslationNetwork network(SubnetSpec spec, DropoutRates dropout) {
    return new TranslationNetwork(this, (TranslationSpec) spec, dropout);
  }

  @Override
  public TranslationCosts costs(int length) {
    return new TranslationCosts(qkvSize, sharing, sourceVocabulary, targetVocabulary, length);
  }

  @Override
  public Map<String, Integer> commonSizes() {
    return Map.of("qkv-size", qkvSize, "vocabulary-size", targetVocabulary);
  }

  @Override
  public TokenBatch blank(int examples, int length) {
    return TokenBatch.blank(examples, length);
  }
}
