package org.mosnas.model.text;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The whole way from a line of a corpus to ids and from ids to text.
 *
 * <p>One per language. Thread-safe and serializable.
 */
public final class SentenceCodec implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final InputForm form;
  private final BpeEncoder encoder;
  private final Vocabulary vocabulary;

  private SentenceCodec(InputForm form, BpeEncoder encoder, Vocabulary vocabulary) {
    this.form = form;
    this.encoder = encoder;
    this.vocabulary = vocabulary;
  }

  /**
   * A codec for text that is to be split into byte pairs.
   *
   * @param form {@link InputForm#PLAIN} or {@link InputForm#TOKENIZED}
   */
  public static SentenceCodec of(InputForm form, BpeCodes codes, Vocabulary vocabulary) {
    if (form == InputForm.BPE) {
      throw new IllegalArgumentException("text of form BPE is not split again");
    }
    return new SentenceCodec(form, new BpeEncoder(codes), vocabulary);
  }

  /** A codec for text that consists of byte pair pieces already. */
  public static SentenceCodec ofPieces(Vocabulary vocabulary) {
    return new SentenceCodec(InputForm.BPE, null, vocabulary);
  }

  /** How lines are given. */
  public InputForm form() {
    return form;
  }

  /** The merges, unless lines are given in pieces. */
  public Optional<BpeCodes> codes() {
    return Optional.ofNullable(encoder).map(BpeEncoder::codes);
  }

  /** The words that have ids. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The pieces of a line. */
  public List<String> pieces(String line) {
    return pieces(form.words(line));
  }

  /** The pieces of words as {@link InputForm#words} splits them. */
  public List<String> pieces(List<String> words) {
    return encoder == null ? words : encoder.encode(words);
  }

  /** The ids of a line, {@link Vocabulary#EOS} at the end. */
  public int[] encode(String line) {
    return vocabulary.encode(pieces(line));
  }

  /** As {@link #encode(String)}, of words as {@link InputForm#words} splits them. */
  public int[] encode(List<String> words) {
    return vocabulary.encode(pieces(words));
  }

  /**
   * The text of ids: without byte pairs, and detokenised if lines are plain.
   *
   * @param ids with or without {@link Vocabulary#EOS} and padding
   */
  public String decode(int[] ids) {
    return form.text(Whitespace.split(Bpe.remove(vocabulary.decode(ids))));
  }
}
