package org.mosnas.model.text;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.mosnas.model.text.TextFormat.Casing;
import org.mosnas.model.text.bpe.BpeCodes;
import org.mosnas.model.text.bpe.BpeEncoder;

/**
 * What turns lines of both languages into ids and translations back into text: the one thing that
 * prepared data, training, evaluation and translation have to agree on.
 *
 * <p>Thread-safe, and serializable for executors.
 */
public final class TextPipeline implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final TextFormat format;
  private final Splitting splitting;
  private final Vocabulary source;
  private final Vocabulary target;

  private TextPipeline(
      TextFormat format, Splitting splitting, Vocabulary source, Vocabulary target) {
    this.format = format;
    this.splitting = splitting;
    this.source = source;
    this.target = target;
  }

  /** How words become tokens. */
  private sealed interface Splitting extends Serializable {
    List<String> tokens(List<String> words);

    Optional<BpeCodes> codes();
  }

  private record IntoBytePairs(BpeEncoder encoder) implements Splitting {
    @Override
    public List<String> tokens(List<String> words) {
      return encoder.encode(words);
    }

    @Override
    public Optional<BpeCodes> codes() {
      return Optional.of(encoder.codes());
    }
  }

  private record AlreadySplit() implements Splitting {
    @Override
    public List<String> tokens(List<String> words) {
      return words;
    }

    @Override
    public Optional<BpeCodes> codes() {
      return Optional.empty();
    }
  }

  /**
   * A pipeline for text that is to be split into byte pairs, by the same merges on both sides.
   *
   * @param format of form {@link InputForm#PLAIN} or {@link InputForm#TOKENIZED}
   * @param source vocabulary of the source
   * @param target vocabulary of the target; the same object for a joint one
   */
  public static TextPipeline of(
      TextFormat format, BpeCodes codes, Vocabulary source, Vocabulary target) {
    if (format.form() == InputForm.BPE) {
      throw new IllegalArgumentException("text of form BPE is not split again");
    }
    return new TextPipeline(format, new IntoBytePairs(new BpeEncoder(codes)), source, target);
  }

  /** A pipeline for text that consists of byte pairs already. */
  public static TextPipeline ofPieces(Casing casing, Vocabulary source, Vocabulary target) {
    return new TextPipeline(
        new TextFormat(InputForm.BPE, casing), new AlreadySplit(), source, target);
  }

  /** How lines are given and taken. */
  public TextFormat format() {
    return format;
  }

  /** The merges of both sides, unless lines are given in byte pairs. */
  public Optional<BpeCodes> codes() {
    return splitting.codes();
  }

  /** The tokens of the source that have ids. */
  public Vocabulary sourceVocabulary() {
    return source;
  }

  /** The tokens of the target that have ids; equal to the source's if the vocabulary is joint. */
  public Vocabulary targetVocabulary() {
    return target;
  }

  /** The words of a line as the corpus gives it; the same for both languages. */
  public List<String> words(String line) {
    return format.words(line);
  }

  /** Source ids of a line as the corpus gives it, {@link Vocabulary#EOS} at the end. */
  public int[] encode(String line) {
    return source.encode(splitting.tokens(words(line)));
  }

  /** Target ids of a line as the corpus gives it, {@link Vocabulary#EOS} at the end. */
  public int[] encodeTarget(String line) {
    return target.encode(splitting.tokens(words(line)));
  }

  /** The ids of a pair of {@link #words}. */
  public SentencePair encode(List<String> sourceWords, List<String> targetWords) {
    return new SentencePair(
        source.encode(splitting.tokens(sourceWords)), target.encode(splitting.tokens(targetWords)));
  }

  /**
   * The text of a translation: without byte pairs, and detokenised if lines are plain.
   *
   * @param ids of the target, with or without {@link Vocabulary#EOS} and padding
   */
  public String decode(int[] ids) {
    return format.form().text(Whitespace.split(BpeCodes.remove(target.decode(ids))));
  }

  /**
   * A line as translations of it are scored and shown: as given, but in the pipeline's case and
   * without byte pairs.
   */
  public String reference(String line) {
    String cased = format.casing().apply(line);
    return format.form() == InputForm.BPE ? BpeCodes.remove(cased) : cased;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "TextPipeline[%s, %s, source %s, target %s]",
        format.form(),
        format.casing(),
        source,
        target);
  }

  /** Equal if both turn every line into the same ids. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TextPipeline that
        && format.equals(that.format)
        && codes().equals(that.codes())
        && source.equals(that.source)
        && target.equals(that.target);
  }

  @Override
  public int hashCode() {
    return Objects.hash(format, codes(), source, target);
  }
}
