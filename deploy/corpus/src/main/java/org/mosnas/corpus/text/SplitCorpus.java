package org.mosnas.corpus.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sentence pairs divided into what is learned from and what is measured on.
 *
 * @param train pairs to learn from
 * @param valid pairs to decide on
 * @param test pairs to report on
 */
public record SplitCorpus(
    List<SentencePair> train, List<SentencePair> valid, List<SentencePair> test) {
  /** Copies the lists. */
  public SplitCorpus {
    train = List.copyOf(train);
    valid = List.copyOf(valid);
    test = List.copyOf(test);
  }

  /** The pairs of one part. */
  public List<SentencePair> pairs(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALID -> valid;
      case TEST -> test;
    };
  }

  /** Number of pairs in each part, by {@link Split#label()}. */
  public Map<String, Integer> lines() {
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      lines.put(split.label(), pairs(split).size());
    }
    return lines;
  }
}
