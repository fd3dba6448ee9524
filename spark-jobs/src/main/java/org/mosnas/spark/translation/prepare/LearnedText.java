package org.mosnas.spark.translation.prepare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.model.text.bpe.BpeCodes;
import org.mosnas.model.text.bpe.BpeEncoder;
import org.mosnas.model.text.bpe.BpeLearner;
import org.mosnas.spark.translation.prepare.PrepareSettings.Subwords;

/**
 * What the driver learns from word counts: merges, vocabularies, and how many tokens there are.
 *
 * @param pipeline turns lines into ids
 * @param source tokens of the training source
 * @param target tokens of the training target
 */
record LearnedText(TextPipeline pipeline, TokenCount source, TokenCount target) {
  /**
   * Tokens of one side.
   *
   * @param tokens how many there are, ends of sentences not counted
   * @param unknown how many of them the vocabulary does not have
   */
  record TokenCount(long tokens, long unknown) {}

  /** Learns; the same from the same counts, in whatever order they come. */
  static LearnedText of(WordCounts words, PrepareSettings settings, EmbeddingSharing embeddings) {
    if (settings.format().form() == InputForm.BPE) {
      return number(
          words.source(),
          words.target(),
          settings.subwords(),
          embeddings,
          (source, target) -> TextPipeline.ofPieces(settings.format().casing(), source, target));
    }
    Subwords subwords = settings.subwords();
    BpeCodes codes = BpeLearner.learn(words.joint(), subwords.merges(), subwords.minFrequency());
    BpeEncoder encoder = new BpeEncoder(codes);
    return number(
        tokens(words.source(), encoder),
        tokens(words.target(), encoder),
        subwords,
        embeddings,
        (source, target) -> TextPipeline.of(settings.format(), codes, source, target));
  }

  private static LearnedText number(
      Map<String, Long> source,
      Map<String, Long> target,
      Subwords subwords,
      EmbeddingSharing embeddings,
      BiFunction<Vocabulary, Vocabulary, TextPipeline> pipeline) {
    Vocabulary sourceVocabulary;
    Vocabulary targetVocabulary;
    if (embeddings == EmbeddingSharing.SHARED) {
      sourceVocabulary = vocabulary(Vocabulary.joinCounts(source, target), subwords);
      targetVocabulary = sourceVocabulary;
    } else {
      sourceVocabulary = vocabulary(source, subwords);
      targetVocabulary = vocabulary(target, subwords);
    }
    return new LearnedText(
        pipeline.apply(sourceVocabulary, targetVocabulary),
        count(source, sourceVocabulary),
        count(target, targetVocabulary));
  }

  private static Vocabulary vocabulary(Map<String, Long> tokens, Subwords subwords) {
    return Vocabulary.build(tokens, subwords.maxSize(), subwords.minCount());
  }

  private static Map<String, Long> tokens(Map<String, Long> words, BpeEncoder encoder) {
    Map<String, Long> tokens = new HashMap<>();
    words.forEach(
        (word, count) -> {
          List<String> parts = encoder.encode(word);
          parts.forEach(token -> tokens.merge(token, count, Long::sum));
        });
    return tokens;
  }

  private static TokenCount count(Map<String, Long> tokens, Vocabulary vocabulary) {
    long total = 0;
    long unknown = 0;
    for (Map.Entry<String, Long> token : tokens.entrySet()) {
      total += token.getValue();
      unknown += vocabulary.contains(token.getKey()) ? 0 : token.getValue();
    }
    return new TokenCount(total, unknown);
  }
}
