package org.mosnas.model.task.labelled;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.text.wordpiece.Normalization;
import org.mosnas.model.text.wordpiece.Words;

/**
 * A classifier that only counts words: multinomial naive Bayes with add-one smoothing. Words are
 * BERT's, in lower case; those of the second text of a pair are other words than those of the
 * first, and words that no training text has are passed over. What a network has to beat.
 */
public final class NaiveBayes implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] texts;
  private final long[] words;
  private final Map<String, long[]> counts = new HashMap<>();

  /** One that has seen nothing. */
  public NaiveBayes(int classes) {
    texts = new long[classes];
    words = new long[classes];
  }

  /**
   * Learns from an example.
   *
   * @param example a text or a pair
   * @param label number of its class
   */
  public void add(List<String> example, int label) {
    texts[label]++;
    for (String word : words(example)) {
      words[label]++;
      counts.computeIfAbsent(word, unseen -> new long[texts.length])[label]++;
    }
  }

  /** Adds what another has learnt; returns this. */
  public NaiveBayes merge(NaiveBayes other) {
    add(texts, other.texts);
    add(words, other.words);
    other.counts.forEach(
        (word, more) -> add(counts.computeIfAbsent(word, unseen -> new long[texts.length]), more));
    return this;
  }

  /** The class that occurs most often; of equal ones the first. */
  public int majority() {
    int best = 0;
    for (int label = 1; label < texts.length; label++) {
      best = texts[label] > texts[best] ? label : best;
    }
    return best;
  }

  /** The most likely class of a text or a pair; of equal ones the first. */
  public int classify(List<String> example) {
    double[] scores = new double[texts.length];
    for (int label = 0; label < scores.length; label++) {
      scores[label] = Math.log(texts[label]);
    }
    for (String word : words(example)) {
      long[] seen = counts.get(word);
      for (int label = 0; seen != null && label < scores.length; label++) {
        scores[label] += Math.log((seen[label] + 1.0) / (words[label] + counts.size()));
      }
    }
    int best = 0;
    for (int label = 1; label < scores.length; label++) {
      best = scores[label] > scores[best] ? label : best;
    }
    return best;
  }

  /** A tab is in no word. */
  private static List<String> words(List<String> example) {
    List<String> all = new ArrayList<>(words(example.get(0)));
    example.stream().skip(1).flatMap(text -> words(text).stream()).forEach(w -> all.add("\t" + w));
    return all;
  }

  private static List<String> words(String text) {
    return Words.split(Normalization.UNCASED.apply(text));
  }

  private static void add(long[] sums, long[] more) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += more[i];
    }
  }
}
