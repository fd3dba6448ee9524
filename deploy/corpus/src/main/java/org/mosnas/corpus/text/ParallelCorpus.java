package org.mosnas.corpus.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Translated sentences, divided into what is learned from and what is measured on.
 *
 * @param train pairs to learn from
 * @param valid pairs to decide on
 * @param test pairs to report on
 */
public record ParallelCorpus(
    List<TranslatedSentence> train, List<TranslatedSentence> valid, List<TranslatedSentence> test) {
  /** Copies the lists. */
  public ParallelCorpus {
    train = List.copyOf(train);
    valid = List.copyOf(valid);
    test = List.copyOf(test);
  }

  /**
   * A sentence and its translation.
   *
   * @param source the sentence, without line breaks
   * @param target its translation, without line breaks
   */
  public record TranslatedSentence(String source, String target) {
    /** Checks that both sides are one line. */
    public TranslatedSentence {
      requireLine(source);
      requireLine(target);
    }

    private static void requireLine(String text) {
      Objects.requireNonNull(text, "text");
      if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
        throw new IllegalArgumentException("a sentence is one line, was \"" + text + "\"");
      }
    }
  }

  /**
   * How many pairs a corpus may have in each part; 0 leaves it to the source of the text.
   *
   * @param train training pairs; not negative
   * @param valid validation pairs; not negative
   * @param test test pairs; not negative
   */
  public record Sizes(int train, int valid, int test) {
    /** Checks the ranges. */
    public Sizes {
      if (train < 0 || valid < 0 || test < 0) {
        throw new IllegalArgumentException(
            "sizes must not be negative, were " + train + ", " + valid + ", " + test);
      }
    }

    /** The size of one part; 0 if it is left to the source of the text. */
    public int of(CorpusSplit split) {
      return switch (split) {
        case TRAIN -> train;
        case VALID -> valid;
        case TEST -> test;
      };
    }

    /** These sizes, with {@code natural}'s where they are 0. */
    public Sizes orElse(Sizes natural) {
      return new Sizes(
          train == 0 ? natural.train : train,
          valid == 0 ? natural.valid : valid,
          test == 0 ? natural.test : test);
    }
  }

  /** The pairs of one part. */
  public List<TranslatedSentence> pairs(CorpusSplit split) {
    return switch (split) {
      case TRAIN -> train;
      case VALID -> valid;
      case TEST -> test;
    };
  }

  /** Number of pairs in each part, by {@link CorpusSplit#label()}. */
  public Map<String, Integer> lines() {
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (CorpusSplit split : CorpusSplit.values()) {
      lines.put(split.label(), pairs(split).size());
    }
    return lines;
  }
}
