package org.mosnas.model.text.bpe;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Splits words into the pieces of a byte pair encoding, exactly as subword-nmt's {@code apply-bpe}.
 *
 * <p>Thread-safe; remembers the pieces of the words it has met, up to a limit. Serializable: only
 * the codes travel.
 */
public final class BpeEncoder implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private static final int MAX_CACHED_WORDS = 1 << 18;
  private static final int UNKNOWN = -1;

  private final BpeCodes codes;
  private final transient Map<String, Integer> symbols = new HashMap<>();
  private final transient LongIntMap ranks = new LongIntMap(Integer.MAX_VALUE);
  private final transient int[] merged;
  private final transient Map<String, List<String>> cache = new ConcurrentHashMap<>();

  /** Prepares the tables of the codes. */
  public BpeEncoder(BpeCodes codes) {
    this.codes = codes;
    List<BpeCodes.Merge> merges = codes.merges();
    merged = new int[merges.size()];
    for (int rank = 0; rank < merged.length; rank++) {
      BpeCodes.Merge merge = merges.get(rank);
      long pair = LongIntMap.pair(intern(merge.left()), intern(merge.right()));
      merged[rank] = intern(merge.left() + merge.right());
      // Of a merge that is listed twice the first counts.
      if (ranks.get(pair) == Integer.MAX_VALUE) {
        ranks.put(pair, rank);
      }
    }
  }

  /** The codes this encoder applies. */
  public BpeCodes codes() {
    return codes;
  }

  /**
   * The pieces of one word, all but the last ending in {@link BpeCodes#MARKER}.
   *
   * @param word not empty
   */
  public List<String> encode(String word) {
    List<String> known = cache.get(word);
    if (known != null) {
      return known;
    }
    List<String> pieces = split(word);
    if (cache.size() < MAX_CACHED_WORDS) {
      cache.put(word, pieces);
    }
    return pieces;
  }

  /** The pieces of all words, in order. */
  public List<String> encode(List<String> words) {
    List<String> pieces = new ArrayList<>(words.size() * 3 / 2);
    for (String word : words) {
      pieces.addAll(encode(word));
    }
    return pieces;
  }

  private int intern(String symbol) {
    return symbols.computeIfAbsent(symbol, unused -> symbols.size());
  }

  private List<String> split(String word) {
    int[] starts = characterStarts(word);
    int count = starts.length - 1;
    if (count == 1) {
      return List.of(word);
    }
    int[] ids = characterSymbols(word, starts);
    int[] ends = Arrays.copyOfRange(starts, 1, count + 1 + (ids.length - count));
    if (ids.length > count) {
      ends[count] = word.length();
    }
    int length = mergeAll(ids, ends);
    return pieces(word, ends, length);
  }

  /** Offsets at which the characters of the word start, and its length. */
  private static int[] characterStarts(String word) {
    int[] starts = new int[word.codePointCount(0, word.length()) + 1];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = word.offsetByCodePoints(starts[i - 1], 1);
    }
    return starts;
  }

  private int[] characterSymbols(String word, int[] starts) {
    int count = starts.length - 1;
    boolean ownSymbol = codes.version() == BpeCodes.Version.V0_1;
    int[] ids = new int[ownSymbol ? count + 1 : count];
    for (int i = 0; i < count; i++) {
      String character = word.substring(starts[i], starts[i + 1]);
      boolean last = i == count - 1 && !ownSymbol;
      ids[i] = symbols.getOrDefault(last ? character + BpeCodes.END_OF_WORD : character, UNKNOWN);
    }
    if (ownSymbol) {
      ids[count] = symbols.getOrDefault(BpeCodes.END_OF_WORD, UNKNOWN);
    }
    return ids;
  }

  /** Applies merges in place until none is left; returns the number of symbols. */
  private int mergeAll(int[] ids, int[] ends) {
    int length = ids.length;
    while (length > 1) {
      int best = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < length; i++) {
        best = Math.min(best, rank(ids[i], ids[i + 1]));
      }
      if (best == Integer.MAX_VALUE) {
        break;
      }
      length = merge(best, ids, ends, length);
    }
    return length;
  }

  private int merge(int rank, int[] ids, int[] ends, int length) {
    int from = 0;
    int to = 0;
    while (from < length) {
      boolean pair = from + 1 < length && rank(ids[from], ids[from + 1]) == rank;
      ids[to] = pair ? merged[rank] : ids[from];
      from += pair ? 2 : 1;
      ends[to++] = ends[from - 1];
    }
    return to;
  }

  private int rank(int left, int right) {
    return left == UNKNOWN || right == UNKNOWN
        ? Integer.MAX_VALUE
        : ranks.get(LongIntMap.pair(left, right));
  }

  private static List<String> pieces(String word, int[] ends, int length) {
    // In version 0.1 the end of the word may be left as a symbol without characters.
    int count = length > 1 && ends[length - 2] == word.length() ? length - 1 : length;
    String[] pieces = new String[count];
    int start = 0;
    for (int i = 0; i < count; i++) {
      String piece = word.substring(start, ends[i]);
      pieces[i] = i < count - 1 ? piece + BpeCodes.MARKER : piece;
      start = ends[i];
    }
    return List.of(pieces);
  }

  @Serial
  private Object readResolve() {
    return new BpeEncoder(codes);
  }
}
