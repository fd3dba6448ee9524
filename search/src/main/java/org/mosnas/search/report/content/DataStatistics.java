package org.mosnas.search.report.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.search.report.content.RunReport.Part;

/**
 * What a run was trained and tested on.
 *
 * @param sourceLanguage such as {@code en}
 * @param targetLanguage such as {@code de}
 * @param parts {@code train}, {@code valid} and {@code test}
 * @param merges byte pair merges that were learned
 * @param sourceVocabulary size of the source vocabulary
 * @param targetVocabulary size of the target vocabulary
 * @param corpus where the text came from, if the run built its corpus
 * @param lengths tokens per sentence, if they could be counted
 * @param tooLong pairs that stages left out for their length
 */
public record DataStatistics(
    String sourceLanguage,
    String targetLanguage,
    List<DataPart> parts,
    int merges,
    int sourceVocabulary,
    int targetVocabulary,
    Optional<Corpus> corpus,
    Part<Lengths> lengths,
    List<TooLong> tooLong) {
  /** Copies the lists. */
  public DataStatistics {
    parts = List.copyOf(parts);
    tooLong = List.copyOf(tooLong);
  }

  /**
   * A part of the data.
   *
   * @param name such as {@code train}
   * @param read sentence pairs before cleaning; 0 for a part that was held out of train
   * @param kept sentence pairs left
   * @param dropped sentence pairs left out, by reason
   * @param sourceTokens source tokens, ends of sentences included
   * @param targetTokens target tokens, ends of sentences included
   * @param unknownTokens tokens that the vocabulary does not have
   */
  public record DataPart(
      String name,
      long read,
      long kept,
      Map<String, Long> dropped,
      long sourceTokens,
      long targetTokens,
      long unknownTokens) {
    /** Copies the map, keeping its order. */
    public DataPart {
      dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    }
  }

  /**
   * Where the text came from.
   *
   * @param kind {@code apt} or {@code generated}
   * @param licence SPDX identifier
   * @param attribution whose text it is
   * @param dropped blocks and sentence pairs left out while the corpus was built, by reason
   */
  public record Corpus(String kind, String licence, String attribution, Map<String, Long> dropped) {
    /** Copies the map, keeping its order. */
    public Corpus {
      dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    }
  }

  /**
   * How long training sentences are.
   *
   * @param sentences sentence pairs that were counted
   * @param binWidth tokens per bin
   * @param source sentences per bin, from 1 token on
   * @param target sentences per bin, from 1 token on
   */
  public record Lengths(long sentences, int binWidth, List<Long> source, List<Long> target) {
    /** Copies the lists. */
    public Lengths {
      source = List.copyOf(source);
      target = List.copyOf(target);
    }
  }

  /**
   * Sentence pairs that a stage left out for their length.
   *
   * @param stage such as {@code train}
   * @param part {@code training} or {@code validation}
   * @param maxLength most tokens of a side, the end of the sentence included
   * @param source pairs of which only the source is longer
   * @param target pairs of which only the target is longer
   * @param both pairs of which both are longer
   */
  public record TooLong(
      String stage, String part, int maxLength, long source, long target, long both) {}
}
