package org.mosnas.model.text;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A translation memory: answers a sentence with the stored translation of the most similar stored
 * source. The baseline that a translation model has to beat.
 *
 * <p>Similarity is that of the sets of token ids: intersection over union (Jaccard); of equally
 * similar sources the first wins.
 */
public final class TranslationMemory {
  private final List<SentencePair> pairs;
  private final int[] setSizes;
  private final Map<Integer, int[]> postings = new HashMap<>();

  /**
   * What the memory answers.
   *
   * @param similarity of the sources, in [0, 1]
   * @param index of the stored pair; -1 if no stored source shares a token
   * @param target its translation
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  public record Match(double similarity, long index, int[] target) implements Serializable {
    /** The better of two; of equals the one stored first. */
    public Match orBetter(Match other) {
      if (similarity != other.similarity) {
        return similarity > other.similarity ? this : other;
      }
      return index >= 0 && (other.index < 0 || index <= other.index) ? this : other;
    }
  }

  /** A match with nothing. */
  public static final Match NONE = new Match(0, -1, new int[] {Vocabulary.EOS});

  /** Stores {@code pairs}; they are kept, not copied. */
  public TranslationMemory(List<SentencePair> pairs) {
    this.pairs = pairs;
    this.setSizes = new int[pairs.size()];
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      int[] tokens = tokens(pairs.get(i).source());
      setSizes[i] = tokens.length;
      for (int token : tokens) {
        counts.merge(token, 1, Integer::sum);
      }
    }
    counts.forEach((token, count) -> postings.put(token, new int[count]));
    for (int i = pairs.size() - 1; i >= 0; i--) {
      for (int token : tokens(pairs.get(i).source())) {
        postings.get(token)[counts.merge(token, -1, Integer::sum)] = i;
      }
    }
  }

  /**
   * The best match.
   *
   * @param source token ids
   */
  public Match best(int[] source) {
    int[] tokens = tokens(source);
    int[] shared = new int[pairs.size()];
    for (int token : tokens) {
      for (int i : postings.getOrDefault(token, new int[0])) {
        shared[i]++;
      }
    }
    int best = -1;
    double similarity = 0;
    for (int i = 0; i < shared.length; i++) {
      double candidate = (double) shared[i] / (tokens.length + setSizes[i] - shared[i]);
      if (candidate > similarity) {
        similarity = candidate;
        best = i;
      }
    }
    return best < 0 ? NONE : new Match(similarity, best, pairs.get(best).target());
  }

  private static int[] tokens(int[] ids) {
    return Arrays.stream(ids).filter(id -> id != Vocabulary.EOS).distinct().toArray();
  }
}
