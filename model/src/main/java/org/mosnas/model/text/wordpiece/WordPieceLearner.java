package org.mosnas.model.text.wordpiece;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mosnas.model.text.CodePoints;

/**
 * Learns a vocabulary from the counts of words: the special tokens, then an alphabet, then the
 * pieces that come of merging, again and again, the pair of neighbouring pieces that occurs most
 * often; of equally frequent pairs the one whose pieces come first by code points.
 *
 * <p>Every character of the alphabet is there to begin a word and to continue one, so that each
 * word of these characters can be spelled. Where the text gives fewer pieces than wanted, {@code
 * [unused0]}, {@code [unused1]} … fill the vocabulary up to the next multiple of {@value
 * #MULTIPLE}. The order of the map does not matter.
 */
public final class WordPieceLearner {
  /** Sizes of vocabularies are multiples of this. */
  public static final int MULTIPLE = 8;

  private WordPieceLearner() {}

  /**
   * How a vocabulary is learnt.
   *
   * @param size most tokens, special ones included; a multiple of {@value #MULTIPLE}, from 16
   * @param alphabet most characters, the most frequent ones; words with others are not learnt from;
   *     from 1
   * @param minCount a pair of pieces that occurs less often is not merged; from 1
   */
  public record Limits(int size, int alphabet, long minCount) {
    /** Checks the ranges. */
    public Limits {
      if (size < 2 * MULTIPLE || size % MULTIPLE != 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "size must be a multiple of %d from %d on, was %d",
                MULTIPLE,
                2 * MULTIPLE,
                size));
      }
      if (alphabet < 1) {
        throw new IllegalArgumentException("alphabet must be 1 or more, was " + alphabet);
      }
      if (minCount < 1) {
        throw new IllegalArgumentException("min-count must be 1 or more, was " + minCount);
      }
    }
  }

  /**
   * Learns.
   *
   * @param wordCounts words as {@link Words} splits them, and how often each occurs; those that are
   *     too long to be spelled are left out
   */
  public static WordPieceVocabulary learn(Map<String, Long> wordCounts, Limits limits) {
    TreeSet<String> alphabet = alphabet(wordCounts, limits);
    List<String> tokens = new ArrayList<>(WordPieceVocabulary.SPECIALS);
    tokens.addAll(alphabet);
    alphabet.forEach(character -> tokens.add(WordPieceVocabulary.CONTINUATION + character));
    PieceMerges merges = new PieceMerges(spellable(wordCounts, alphabet));
    // Two pieces may come to the same token in more than one way.
    Set<String> known = new HashSet<>(tokens);
    while (tokens.size() < limits.size()) {
      String merged = merges.next(limits.minCount());
      if (merged.isEmpty()) {
        break;
      }
      if (known.add(merged)) {
        tokens.add(merged);
      }
    }
    for (int i = 0; tokens.size() % MULTIPLE != 0; i++) {
      tokens.add(String.format(Locale.ROOT, WordPieceVocabulary.UNUSED, i));
    }
    return new WordPieceVocabulary(tokens);
  }

  /** The most frequent characters that there is room for, in the order of their code points. */
  private static TreeSet<String> alphabet(Map<String, Long> wordCounts, Limits limits) {
    Map<Integer, Long> counts = new HashMap<>();
    wordCounts.forEach(
        (word, count) -> word.codePoints().forEach(c -> counts.merge(c, count, Long::sum)));
    int room = (limits.size() - WordPieceVocabulary.SPECIALS.size()) / 2;
    TreeSet<String> alphabet = new TreeSet<>(CodePoints.ORDER);
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(Math.min(room, limits.alphabet()))
        .forEach(entry -> alphabet.add(Character.toString(entry.getKey())));
    return alphabet;
  }

  private static List<Map.Entry<String, Long>> spellable(
      Map<String, Long> wordCounts, Set<String> alphabet) {
    Set<Integer> known = new HashSet<>();
    alphabet.forEach(character -> known.add(character.codePointAt(0)));
    return wordCounts.entrySet().stream()
        .filter(word -> word.getKey().codePoints().count() <= WordPiece.LONGEST_WORD)
        .filter(word -> word.getKey().codePoints().allMatch(known::contains))
        .toList();
  }
}
