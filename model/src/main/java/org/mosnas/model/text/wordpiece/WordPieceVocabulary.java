package org.mosnas.model.text.wordpiece;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.TextLines;

/**
 * The tokens that BERT knows, in the order of its {@code vocab.txt}: pieces that begin a word, and
 * pieces with {@code ##} before them that continue one. Immutable.
 */
public final class WordPieceVocabulary implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Token that fills up short texts; its id is 0. */
  public static final String PAD = "[PAD]";

  /** Token for words that cannot be spelled. */
  public static final String UNK = "[UNK]";

  /** Token that begins a sequence. */
  public static final String CLS = "[CLS]";

  /** Token that ends a text. */
  public static final String SEP = "[SEP]";

  /** Token in whose place another is to be guessed. */
  public static final String MASK = "[MASK]";

  /** What pieces that continue a word begin with. */
  public static final String CONTINUATION = "##";

  /** Names of ids that no text has. */
  static final String UNUSED = "[unused%d]";

  private static final Pattern IS_UNUSED = Pattern.compile("\\[unused\\d+]");

  static final List<String> SPECIALS = List.of(PAD, UNK, CLS, SEP, MASK);

  private final String[] tokens;
  private final int unknown;
  private final int classification;
  private final int separator;
  private final int mask;
  private transient Map<String, Integer> ids;

  /**
   * Numbers tokens from 0 in the order given.
   *
   * @throws IllegalArgumentException if a token is empty or occurs twice, if a special one is
   *     missing, or if {@code [PAD]} is not the first
   */
  public WordPieceVocabulary(List<String> tokens) {
    this.tokens = tokens.toArray(new String[0]);
    ids = index(this.tokens);
    for (String special : SPECIALS) {
      if (!ids.containsKey(special)) {
        throw new IllegalArgumentException("there is no token " + special);
      }
    }
    if (!this.tokens[0].equals(PAD)) {
      throw new IllegalArgumentException(
          PAD + " must be the first token, but '" + this.tokens[0] + "' is");
    }
    unknown = ids.get(UNK);
    classification = ids.get(CLS);
    separator = ids.get(SEP);
    mask = ids.get(MASK);
  }

  /**
   * Reads a {@code vocab.txt}, one token a line, to its end; the caller closes.
   *
   * @throws BadDataException if it is none that we can use
   */
  public static WordPieceVocabulary read(TextLines lines) {
    List<String> tokens = new ArrayList<>();
    while (lines.hasNext()) {
      tokens.add(lines.next());
    }
    try {
      return new WordPieceVocabulary(tokens);
    } catch (IllegalArgumentException e) {
      throw new BadDataException(
          lines.name()
              + ": "
              + e.getMessage()
              + "; expected a vocabulary of BERT, one token a line, beginning with "
              + PAD,
          e);
    }
  }

  /** Appends what {@link #read} reads, lines ended by {@code \n}. */
  public void write(Appendable out) {
    try {
      for (String token : tokens) {
        out.append(token).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Number of tokens, special ones included. */
  public int size() {
    return tokens.length;
  }

  /** The token of an id. */
  public String token(int id) {
    return tokens[id];
  }

  /** All tokens by their ids. */
  public List<String> tokens() {
    return List.of(tokens);
  }

  /** The id of a token, if there is such a token. */
  public OptionalInt id(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** Id of {@code [PAD]}: 0. */
  public int padding() {
    return 0;
  }

  /** Id of {@code [UNK]}. */
  public int unknown() {
    return unknown;
  }

  /** Id of {@code [CLS]}. */
  public int classification() {
    return classification;
  }

  /** Id of {@code [SEP]}. */
  public int separator() {
    return separator;
  }

  /** Id of {@code [MASK]}. */
  public int mask() {
    return mask;
  }

  /** Whether a token continues a word. */
  public boolean isContinuation(int id) {
    return tokens[id].length() > CONTINUATION.length() && tokens[id].startsWith(CONTINUATION);
  }

  /** Whether a token is no piece of text: one of the five, or one of {@code [unused0]} …. */
  public boolean isSpecial(int id) {
    return id == 0
        || id == unknown
        || id == classification
        || id == separator
        || id == mask
        || IS_UNUSED.matcher(tokens[id]).matches();
  }

  /** Equal if every id has the same token in both. */
  @Override
  public boolean equals(Object other) {
    return other instanceof WordPieceVocabulary that && Arrays.equals(tokens, that.tokens);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tokens);
  }

  @Override
  public String toString() {
    return "vocabulary of " + size() + " pieces";
  }

  private static Map<String, Integer> index(String[] tokens) {
    Map<String, Integer> index = new HashMap<>(2 * tokens.length);
    for (int id = 0; id < tokens.length; id++) {
      if (tokens[id].isEmpty()) {
        throw new IllegalArgumentException("token " + id + " is empty");
      }
      Integer former = index.put(tokens[id], id);
      if (former != null) {
        throw new IllegalArgumentException(
            "token '" + tokens[id] + "' occurs twice, with the ids " + former + " and " + id);
      }
    }
    return index;
  }

  @Serial
  private Object readResolve() {
    ids = index(tokens);
    return this;
  }
}
