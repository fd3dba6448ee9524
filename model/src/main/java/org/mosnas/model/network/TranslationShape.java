package org.mosnas.model.network;

import java.io.Serializable;
import org.mosnas.model.space.EmbeddingSharing;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.TranslationSpec;

/**
 * What fixes the size of every weight of a translation network, supernet or single subnet.
 *
 * @param envelope the widest subnet that fits: every weight of any other is a prefix of its weight
 * @param qkvSize rows of every query, key and value projection
 * @param sharing which vocabulary matrices are one
 * @param sourceVocabulary words of the source
 * @param targetVocabulary words of the target; with shared embeddings the same
 * @param fullWidth widths of the supernet
 */
public record TranslationShape(
    TranslationSpec envelope,
    int qkvSize,
    EmbeddingSharing sharing,
    int sourceVocabulary,
    int targetVocabulary,
    FullWidth fullWidth)
    implements Serializable {
  /** Checks that vocabularies and sharing agree. */
  public TranslationShape {
    if (sharing == EmbeddingSharing.SHARED && sourceVocabulary != targetVocabulary) {
      throw new IllegalArgumentException(
          "shared embeddings need one vocabulary, got "
              + sourceVocabulary
              + " and "
              + targetVocabulary
              + " words");
    }
  }

  /** The shape of the supernet of a space. */
  public static TranslationShape of(SearchSpace space, int sourceVocabulary, int targetVocabulary) {
    return new TranslationShape(
        space.largest(),
        space.qkvSize(),
        space.embeddings(),
        sourceVocabulary,
        targetVocabulary,
        new FullWidth(space.encoder().maxEmbed(), space.decoder().maxEmbed()));
  }

  /** The shape of one subnet on its own. */
  public TranslationShape single(TranslationSpec spec) {
    return new TranslationShape(
        spec, qkvSize, sharing, sourceVocabulary, targetVocabulary, fullWidth);
  }
}
