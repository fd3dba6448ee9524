package org.mosnas.model.text.wordpiece;

import java.io.Serial;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * From a text to the ids of its pieces, and back, as BERT does it: each word is spelled by the
 * longest pieces from left to right. A word that cannot be spelled so, or has more than {@value
 * #LONGEST_WORD} characters, is {@code [UNK]}. What looks like a special token is text like any
 * other. Immutable.
 */
public final class WordPiece implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Most characters of a word that is spelled. */
  public static final int LONGEST_WORD = 100;

  private final WordPieceVocabulary vocabulary;
  private final Normalization rules;
  private final int longestPiece;

  /** Spells texts that are normalised by some rules in a vocabulary that was learnt by the same. */
  public WordPiece(WordPieceVocabulary vocabulary, Normalization rules) {
    this.vocabulary = vocabulary;
    this.rules = rules;
    this.longestPiece = vocabulary.tokens().stream().mapToInt(String::length).max().orElse(0);
  }

  /** The pieces that are known. */
  public WordPieceVocabulary vocabulary() {
    return vocabulary;
  }

  /** What is done to a text first. */
  public Normalization rules() {
    return rules;
  }

  /** Ids of a text without special tokens, {@code [tokens]}; empty for a text of white space. */
  public int[] ids(String text) {
    List<String> words = Words.split(rules.apply(text));
    int[] ids = new int[words.size() + 16];
    int count = 0;
    for (String word : words) {
      int most = Math.min(word.length(), LONGEST_WORD * 2);
      if (ids.length - count < most) {
        ids = Arrays.copyOf(ids, Math.max(2 * ids.length, count + most));
      }
      count = spell(word, ids, count);
    }
    return Arrays.copyOf(ids, count);
  }

  /**
   * The text of ids: pieces put together, and words with a blank between them. {@code [PAD]},
   * {@code [CLS]} and {@code [SEP]} are left out.
   */
  public String text(int[] ids) {
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      if (id == vocabulary.padding()
          || id == vocabulary.classification()
          || id == vocabulary.separator()) {
        continue;
      }
      String token = vocabulary.token(id);
      if (vocabulary.isContinuation(id) && text.length() > 0) {
        text.append(token, WordPieceVocabulary.CONTINUATION.length(), token.length());
      } else {
        text.append(text.length() > 0 ? " " : "").append(token);
      }
    }
    return text.toString();
  }

  /** Adds the ids of a word behind the first {@code count} ones; how many there are then. */
  private int spell(String word, int[] ids, int count) {
    if (word.length() > LONGEST_WORD && word.codePointCount(0, word.length()) > LONGEST_WORD) {
      ids[count] = vocabulary.unknown();
      return count + 1;
    }
    int next = count;
    int start = 0;
    while (start < word.length()) {
      String prefix = start == 0 ? "" : WordPieceVocabulary.CONTINUATION;
      int end = Math.min(word.length(), start + longestPiece - prefix.length());
      OptionalInt id = OptionalInt.empty();
      while (end > start && id.isEmpty()) {
        id = vocabulary.id(prefix + word.substring(start, end));
        end -= id.isEmpty() ? 1 : 0;
      }
      if (id.isEmpty()) {
        ids[count] = vocabulary.unknown();
        return count + 1;
      }
      ids[next++] = id.getAsInt();
      start = end;
    }
    return next;
  }
}
