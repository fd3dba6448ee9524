package org.mosnas.corpus.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds sentences whose set of words overlaps one of a collection by a Jaccard similarity of at
 * least one half.
 *
 * <p>An inverted index: a query counts, for every indexed sentence, the words it shares. Not
 * thread-safe.
 */
final class NearDuplicates {
  private static final double THRESHOLD = 0.5;

  private final Map<String, Postings> postings = new HashMap<>();
  private final int[] sizes;
  private final int[] shared;

  /** Indexes {@code sentences}. */
  NearDuplicates(List<String> sentences) {
    this.sizes = new int[sentences.size()];
    this.shared = new int[sentences.size()];
    for (int i = 0; i < sizes.length; i++) {
      Set<String> words = new LinkedHashSet<>(Words.words(sentences.get(i)));
      sizes[i] = words.size();
      for (String word : words) {
        postings.computeIfAbsent(word, unused -> new Postings()).add(i);
      }
    }
  }

  /** Whether an indexed sentence has a Jaccard similarity of 0.5 or more with {@code sentence}. */
  boolean contains(String sentence) {
    Arrays.fill(shared, 0);
    Set<String> words = new LinkedHashSet<>(Words.words(sentence));
    for (String word : words) {
      Postings found = postings.get(word);
      if (found != null) {
        found.countInto(shared);
      }
    }
    for (int i = 0; i < shared.length; i++) {
      if (shared[i] > 0 && shared[i] >= THRESHOLD * (words.size() + sizes[i] - shared[i])) {
        return true;
      }
    }
    return false;
  }

  /** Numbers of the sentences that contain a word. */
  private static final class Postings {
    private int[] sentences = new int[2];
    private int count;

    void add(int sentence) {
      if (count == sentences.length) {
        sentences = Arrays.copyOf(sentences, 2 * count);
      }
      sentences[count++] = sentence;
    }

    void countInto(int[] shared) {
      for (int i = 0; i < count; i++) {
        shared[sentences[i]]++;
      }
    }
  }
}
