package org.mosnas.spark.prepare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.space.EmbeddingSharing;
import org.mosnas.model.text.BpeCodes;
import org.mosnas.model.text.BpeEncoder;
import org.mosnas.model.text.BpeLearner;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.text.Vocabulary;

/**
 * What the driver learns from word counts: merges, vocabularies, and how many tokens there are.
 *
 * @param pipeline turns lines into ids
 * @param source pieces of the training source
 * @param target pieces of the training target
 */
record LearnedText(TextPipeline pipeline, PieceCount source, PieceCount target) {
  /**
   * Pieces of one side.
   *
   * @param pieces how many there are, ends of sentences not counted
   * @param unknown how many of them the vocabulary does not have
   */
  record PieceCount(long pieces, long unknown) {}

  /** Learns; the same from the same counts, in whatever order they come. */
  static LearnedText of(WordCounts words, PrepareSettings settings, EmbeddingSharing embeddings) {
    Subwords subwords = settings.subwords();
    if (settings.form() == InputForm.BPE) {
      return number(words.source(), words.target(), null, settings, embeddings);
    }
    BpeCodes codes = BpeLearner.learn(words.joint(), subwords.merges(), subwords.minFrequency());
    BpeEncoder encoder = new BpeEncoder(codes);
    return number(
        pieces(words.source(), encoder),
        pieces(words.target(), encoder),
        codes,
        settings,
        embeddings);
  }

  private static LearnedText number(
      Map<String, Long> source,
      Map<String, Long> target,
      BpeCodes codes,
      PrepareSettings settings,
      EmbeddingSharing embeddings) {
    Vocabulary sourceWords;
    Vocabulary targetWords;
    if (embeddings == EmbeddingSharing.SHARED) {
      sourceWords = vocabulary(Vocabulary.joinCounts(source, target), settings.subwords());
      targetWords = sourceWords;
    } else {
      sourceWords = vocabulary(source, settings.subwords());
      targetWords = vocabulary(target, settings.subwords());
    }
    TextPipeline pipeline =
        codes == null
            ? TextPipeline.ofPieces(settings.casing(), sourceWords, targetWords)
            : TextPipeline.of(settings.form(), settings.casing(), codes, sourceWords, targetWords);
    return new LearnedText(pipeline, count(source, sourceWords), count(target, targetWords));
  }

  private static Vocabulary vocabulary(Map<String, Long> pieces, Subwords subwords) {
    return Vocabulary.build(pieces, subwords.maxSize(), subwords.minCount());
  }

  private static Map<String, Long> pieces(Map<String, Long> words, BpeEncoder encoder) {
    Map<String, Long> pieces = new HashMap<>();
    words.forEach(
        (word, count) -> {
          List<String> parts = encoder.encode(word);
          parts.forEach(piece -> pieces.merge(piece, count, Long::sum));
        });
    return pieces;
  }

  private static PieceCount count(Map<String, Long> pieces, Vocabulary vocabulary) {
    long total = 0;
    long unknown = 0;
    for (Map.Entry<String, Long> piece : pieces.entrySet()) {
      total += piece.getValue();
      unknown += vocabulary.contains(piece.getKey()) ? 0 : piece.getValue();
    }
    return new PieceCount(total, unknown);
  }
}
