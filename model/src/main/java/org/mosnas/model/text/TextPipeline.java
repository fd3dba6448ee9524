package org.mosnas.model.text;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What turns lines of both languages into ids and translations back into text: the one thing that
 * prepared data, training, evaluation and translation have to agree on.
 *
 * <p>Thread-safe, and serializable for executors.
 */
public final class TextPipeline implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final Casing casing;
  private final SentenceCodec source;
  private final SentenceCodec target;

  private TextPipeline(Casing casing, SentenceCodec source, SentenceCodec target) {
    this.casing = casing;
    this.source = source;
    this.target = target;
  }

  /**
   * A pipeline for text that is to be split into byte pairs, by the same merges on both sides.
   *
   * @param form {@link InputForm#PLAIN} or {@link InputForm#TOKENIZED}
   * @param source vocabulary of the source
   * @param target vocabulary of the target; the same object for a joint one
   */
  public static TextPipeline of(
      InputForm form, Casing casing, BpeCodes codes, Vocabulary source, Vocabulary target) {
    SentenceCodec sourceCodec = SentenceCodec.of(form, codes, source);
    return new TextPipeline(
        casing,
        sourceCodec,
        source == target ? sourceCodec : SentenceCodec.of(form, codes, target));
  }

  /** A pipeline for text that consists of byte pair pieces already. */
  public static TextPipeline ofPieces(Casing casing, Vocabulary source, Vocabulary target) {
    SentenceCodec sourceCodec = SentenceCodec.ofPieces(source);
    return new TextPipeline(
        casing, sourceCodec, source == target ? sourceCodec : SentenceCodec.ofPieces(target));
  }

  /** How lines are given. */
  public InputForm form() {
    return source.form();
  }

  /** What happens to the case of letters. */
  public Casing casing() {
    return casing;
  }

  /** The merges of both sides, unless lines are given in pieces. */
  public Optional<BpeCodes> codes() {
    return source.codes();
  }

  /** The words of the source that have ids. */
  public Vocabulary sourceVocabulary() {
    return source.vocabulary();
  }

  /** The words of the target that have ids; equal to the source's if the vocabulary is joint. */
  public Vocabulary targetVocabulary() {
    return target.vocabulary();
  }

  /** The words of a line as the corpus gives it; the same for both languages. */
  public List<String> words(String line) {
    return form().words(casing.apply(line));
  }

  /** Source ids of a line as the corpus gives it, {@link Vocabulary#EOS} at the end. */
  public int[] encode(String line) {
    return source.encode(words(line));
  }

  /** Target ids of a line as the corpus gives it, {@link Vocabulary#EOS} at the end. */
  public int[] encodeTarget(String line) {
    return target.encode(words(line));
  }

  /** The ids of a pair of {@link #words}. */
  public SentencePair encode(List<String> sourceWords, List<String> targetWords) {
    return new SentencePair(source.encode(sourceWords), target.encode(targetWords));
  }

  /**
   * The text of a translation.
   *
   * @param ids of the target, with or without {@link Vocabulary#EOS} and padding
   */
  public String decode(int[] ids) {
    return target.decode(ids);
  }

  /**
   * A line as translations of it are scored and shown: as given, but in the pipeline's case and
   * without byte pairs.
   */
  public String reference(String line) {
    String cased = casing.apply(line);
    return form() == InputForm.BPE ? Bpe.remove(cased) : cased;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "TextPipeline[%s, %s, source %s, target %s]",
        form(),
        casing,
        source.vocabulary(),
        target.vocabulary());
  }

  /** Equal if both turn every line into the same ids. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TextPipeline that
        && casing == that.casing
        && form() == that.form()
        && codes().equals(that.codes())
        && sourceVocabulary().equals(that.sourceVocabulary())
        && targetVocabulary().equals(that.targetVocabulary());
  }

  @Override
  public int hashCode() {
    return Objects.hash(casing, form(), codes(), sourceVocabulary(), targetVocabulary());
  }
}
