package org.mosnas.model.text;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The words a network knows, numbered as fairseq numbers them.
 *
 * <p>Ids 0 to 3 are {@code <s>}, {@code <pad>}, {@code </s>} and {@code <unk>}; words follow by
 * decreasing count, equal counts in ascending code-point order. Immutable; serializable, because it
 * travels to executors.
 */
public final class Vocabulary implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Id of {@code <s>}, which no sentence of ours contains. */
  public static final int BOS = 0;

  /** Id of {@code <pad>}. */
  public static final int PAD = 1;

  /** Id of {@code </s>}, which ends every sentence and starts every decoder input. */
  public static final int EOS = 2;

  /** Id of {@code <unk>}, which stands for every word that is not known. */
  public static final int UNK = 3;

  /** Multiple to which fairseq pads its vocabularies. */
  public static final int STANDARD_MULTIPLE = 8;

  static final List<String> SPECIALS = List.of("<s>", "<pad>", "</s>", "<unk>");

  private final String[] words;
  private final long[] counts;
  private transient Map<String, Integer> ids;

  /**
   * Numbers words in the order given.
   *
   * @param entries words after the four specials, each with its count
   * @throws IllegalArgumentException if a word occurs twice or is a special one
   */
  Vocabulary(Collection<Map.Entry<String, Long>> entries) {
    int size = SPECIALS.size() + entries.size();
    words = SPECIALS.toArray(new String[size]);
    counts = new long[size];
    int id = SPECIALS.size();
    for (Map.Entry<String, Long> entry : entries) {
      words[id] = entry.getKey();
      counts[id++] = entry.getValue();
    }
    ids = index(words);
  }

  /**
   * Builds the vocabulary of a text, padded to a multiple of {@link #STANDARD_MULTIPLE}.
   *
   * @param wordCounts how often each word occurs; special words in it are left out
   * @param maxSize largest size, the four specials included, before padding; 0 for no limit
   * @param minCount words that occur less often are left out
   */
  public static Vocabulary build(Map<String, Long> wordCounts, int maxSize, long minCount) {
    return build(wordCounts, maxSize, minCount, STANDARD_MULTIPLE);
  }

  /**
   * As {@link #build(Map, int, long)}, padded with {@code madeupword0000}, {@code madeupword0001} …
   * of count 0 to any {@code multiple}; 1 pads nothing.
   */
  public static Vocabulary build(
      Map<String, Long> wordCounts, int maxSize, long minCount, int multiple) {
    if ((maxSize != 0 && maxSize <= SPECIALS.size()) || multiple < 1) {
      throw new IllegalArgumentException("maxSize " + maxSize + ", multiple " + multiple);
    }
    List<Map.Entry<String, Long>> entries = new ArrayList<>();
    for (Map.Entry<String, Long> entry : wordCounts.entrySet()) {
      if (entry.getValue() >= minCount && !SPECIALS.contains(entry.getKey())) {
        entries.add(Map.entry(entry.getKey(), entry.getValue()));
      }
    }
    entries.sort(
        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey(CodePoints.ORDER)));
    if (maxSize > 0 && entries.size() > maxSize - SPECIALS.size()) {
      entries.subList(maxSize - SPECIALS.size(), entries.size()).clear();
    }
    pad(entries, multiple, wordCounts::containsKey);
    return new Vocabulary(entries);
  }

  /** The counts of both added up; what a joint vocabulary is built from. */
  public static Map<String, Long> joinCounts(Map<String, Long> left, Map<String, Long> right) {
    Map<String, Long> joint = new TreeMap<>(CodePoints.ORDER);
    joint.putAll(left);
    right.forEach((word, count) -> joint.merge(word, count, Long::sum));
    return joint;
  }

  /** Number of ids, the specials and padding words included. */
  public int size() {
    return words.length;
  }

  /** The id of a word, {@link #UNK} if there is none; special words have none. */
  public int id(String word) {
    return ids.getOrDefault(word, UNK);
  }

  /** Whether the word has an id of its own. */
  public boolean contains(String word) {
    return ids.containsKey(word);
  }

  /** The word of an id. */
  public String word(int id) {
    return words[id];
  }

  /** How often the word of an id occurred; 0 for special and padding words. */
  public long count(int id) {
    return counts[id];
  }

  /** Ids of the words of a line that are separated by white space, then {@link #EOS}. */
  public int[] encode(String line) {
    return encode(Whitespace.split(line));
  }

  /** Ids of the words, then {@link #EOS}. */
  public int[] encode(List<String> sentence) {
    int[] encoded = new int[sentence.size() + 1];
    for (int i = 0; i < sentence.size(); i++) {
      encoded[i] = id(sentence.get(i));
    }
    encoded[sentence.size()] = EOS;
    return encoded;
  }

  /** The words of the ids without {@code <s>}, {@code <pad>} and {@code </s>}. */
  public List<String> words(int[] sentence) {
    List<String> decoded = new ArrayList<>(sentence.length);
    for (int id : sentence) {
      if (id > EOS) {
        decoded.add(words[id]);
      }
    }
    return decoded;
  }

  /** As {@link #words(int[])}, joined by blanks. */
  public String decode(int[] sentence) {
    return String.join(" ", words(sentence));
  }

  /** Equal if every id has the same word and count in both. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that
        && Arrays.equals(words, that.words)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(words) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "Vocabulary of " + size() + " words";
  }

  private static void pad(
      List<Map.Entry<String, Long>> entries, int multiple, Predicate<String> taken) {
    for (int i = 0; (SPECIALS.size() + entries.size()) % multiple != 0; i++) {
      String filler = String.format(Locale.ROOT, "madeupword%04d", i);
      if (!taken.test(filler)) {
        entries.add(Map.entry(filler, 0L));
      }
    }
  }

  private static Map<String, Integer> index(String[] words) {
    Map<String, Integer> index = new HashMap<>(2 * words.length);
    for (int id = SPECIALS.size(); id < words.length; id++) {
      if (SPECIALS.contains(words[id]) || index.put(words[id], id) != null) {
        throw new IllegalArgumentException("word '" + words[id] + "' occurs twice");
      }
    }
    return Collections.unmodifiableMap(index);
  }

  @Serial
  private Object readResolve() {
    ids = index(words);
    return this;
  }
}
