package org.mosnas.model.text;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.mosnas.model.error.BadDataException;

/**
 * The tokens a network knows, numbered as fairseq numbers them.
 *
 * <p>Ids 0 to 3 are {@code <s>}, {@code <pad>}, {@code </s>} and {@code <unk>}; others follow by
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

  /** Id of {@code <unk>}, which stands for every token that is not known. */
  public static final int UNK = 3;

  /** Multiple to which fairseq pads its vocabularies. */
  public static final int STANDARD_MULTIPLE = 8;

  static final List<String> SPECIALS = List.of("<s>", "<pad>", "</s>", "<unk>");

  private final String[] tokens;
  private final long[] counts;
  private transient Map<String, Integer> ids;

  /**
   * Numbers tokens in the order given.
   *
   * @param entries tokens after the four specials, each with its count
   * @throws IllegalArgumentException if a token occurs twice or is a special one
   */
  private Vocabulary(Collection<Map.Entry<String, Long>> entries) {
    int size = SPECIALS.size() + entries.size();
    tokens = SPECIALS.toArray(new String[size]);
    counts = new long[size];
    int id = SPECIALS.size();
    for (Map.Entry<String, Long> entry : entries) {
      tokens[id] = entry.getKey();
      counts[id++] = entry.getValue();
    }
    ids = index(tokens);
  }

  /**
   * Builds the vocabulary of a text, padded to a multiple of {@link #STANDARD_MULTIPLE} with {@code
   * madeupword0000}, {@code madeupword0001} … of count 0.
   *
   * @param tokenCounts how often each token occurs; special ones in it are left out
   * @param maxSize largest size, the four specials included, before padding; 0 for no limit
   * @param minCount tokens that occur less often are left out
   */
  public static Vocabulary build(Map<String, Long> tokenCounts, int maxSize, long minCount) {
    if (maxSize != 0 && maxSize <= SPECIALS.size()) {
      throw new IllegalArgumentException("maxSize " + maxSize);
    }
    List<Map.Entry<String, Long>> entries = new ArrayList<>();
    for (Map.Entry<String, Long> entry : tokenCounts.entrySet()) {
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
    pad(entries, tokenCounts::containsKey);
    return new Vocabulary(entries);
  }

  /**
   * Reads fairseq's {@code dict.<lang>.txt} to its end; the caller closes.
   *
   * <p>A line has a token and its count and is split at its last blank; the specials are left out.
   * Reading adds no padding: a file that fairseq wrote has it already.
   *
   * @throws BadDataException for a line that is no token and count, and for a token that occurs
   *     twice
   */
  public static Vocabulary read(TextLines lines) {
    Map<String, Long> entries = new LinkedHashMap<>();
    while (lines.hasNext()) {
      String line = lines.next();
      int blank = line.lastIndexOf(' ');
      if (blank <= 0) {
        throw bad(lines, "expected '<token> <count>', found '" + line + "'; is it a dictionary?");
      }
      String token = line.substring(0, blank);
      long count = parseCount(lines, line.substring(blank + 1));
      if (SPECIALS.contains(token)) {
        throw bad(lines, "special token '" + token + "', which has a fixed id; remove the line");
      }
      if (entries.put(token, count) != null) {
        throw bad(lines, "token '" + token + "' occurs a second time; remove one of the lines");
      }
    }
    return new Vocabulary(entries.entrySet());
  }

  /** Appends what {@link #read} reads, lines ended by {@code \n}. */
  public void write(Appendable out) {
    try {
      for (int id = SPECIALS.size(); id < size(); id++) {
        out.append(token(id)).append(' ').append(Long.toString(count(id))).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The counts of both added up; what a joint vocabulary is built from. */
  public static Map<String, Long> joinCounts(Map<String, Long> left, Map<String, Long> right) {
    Map<String, Long> joint = new TreeMap<>(CodePoints.ORDER);
    joint.putAll(left);
    right.forEach((token, count) -> joint.merge(token, count, Long::sum));
    return joint;
  }

  /** Number of ids, the specials and padding included. */
  public int size() {
    return tokens.length;
  }

  /** The id of a token, {@link #UNK} if there is none; special tokens have none. */
  public int id(String token) {
    return ids.getOrDefault(token, UNK);
  }

  /** Whether the token has an id of its own. */
  public boolean contains(String token) {
    return ids.containsKey(token);
  }

  /** The token of an id. */
  public String token(int id) {
    return tokens[id];
  }

  /** How often the token of an id occurred; 0 for special tokens and padding. */
  public long count(int id) {
    return counts[id];
  }

  /** Ids of the tokens, then {@link #EOS}. */
  public int[] encode(List<String> sentence) {
    int[] encoded = new int[sentence.size() + 1];
    for (int i = 0; i < sentence.size(); i++) {
      encoded[i] = id(sentence.get(i));
    }
    encoded[sentence.size()] = EOS;
    return encoded;
  }

  /** The tokens of the ids without {@code <s>}, {@code <pad>} and {@code </s>}. */
  public List<String> tokens(int[] sentence) {
    List<String> decoded = new ArrayList<>(sentence.length);
    for (int id : sentence) {
      if (id > EOS) {
        decoded.add(tokens[id]);
      }
    }
    return decoded;
  }

  /** As {@link #tokens(int[])}, joined by blanks. */
  public String decode(int[] sentence) {
    return String.join(" ", tokens(sentence));
  }

  /** Equal if every id has the same token and count in both. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that
        && Arrays.equals(tokens, that.tokens)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(tokens) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "Vocabulary of " + size() + " tokens";
  }

  private static void pad(List<Map.Entry<String, Long>> entries, Predicate<String> taken) {
    for (int i = 0; (SPECIALS.size() + entries.size()) % STANDARD_MULTIPLE != 0; i++) {
      String filler = String.format(Locale.ROOT, "madeupword%04d", i);
      if (!taken.test(filler)) {
        entries.add(Map.entry(filler, 0L));
      }
    }
  }

  private static Map<String, Integer> index(String[] tokens) {
    Map<String, Integer> index = new HashMap<>(2 * tokens.length);
    for (int id = SPECIALS.size(); id < tokens.length; id++) {
      if (SPECIALS.contains(tokens[id]) || index.put(tokens[id], id) != null) {
        throw new IllegalArgumentException("token '" + tokens[id] + "' occurs twice");
      }
    }
    return Collections.unmodifiableMap(index);
  }

  private static long parseCount(TextLines lines, String text) {
    try {
      long count = Long.parseLong(text);
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a negative count.
    }
    throw bad(lines, "count '" + text + "' is not a whole number of at least 0");
  }

  private static BadDataException bad(TextLines lines, String what) {
    return new BadDataException(lines.name() + ":" + lines.lineNumber() + ": " + what);
  }

  @Serial
  private Object readResolve() {
    ids = index(tokens);
    return this;
  }
}
