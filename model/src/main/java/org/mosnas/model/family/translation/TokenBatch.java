package org.mosnas.model.family.translation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.Vocabulary;

/**
 * Some sentence pairs side by side, as a network takes them.
 *
 * <p>{@code tokens} is the packed axis: the tokens of all sentences, sentence after sentence,
 * without padding. The arrays are the batch's own and are not to be changed.
 */
public final class TokenBatch implements Batch {
  private static final long serialVersionUID = 1L;

  private final int[] source;
  private final int[] sourceLengths;
  private final int[] targetIn;
  private final int[] targetOut;
  private final int[] targetLengths;

  /** Takes what is packed already; the arrays become the batch's own. */
  TokenBatch(
      int[] source, int[] sourceLengths, int[] targetIn, int[] targetOut, int[] targetLengths) {
    this.source = source;
    this.sourceLengths = sourceLengths;
    this.targetIn = targetIn;
    this.targetOut = targetOut;
    this.targetLengths = targetLengths;
  }

  /** Packs pairs in their order; at least one. */
  public static TokenBatch of(List<SentencePair> pairs) {
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one sentence pair");
    }
    int[] sourceLengths = lengths(pairs, SentencePair::source);
    int[] targetLengths = lengths(pairs, SentencePair::target);
    int[] target = pack(pairs, SentencePair::target, targetLengths);
    return new TokenBatch(
        pack(pairs, SentencePair::source, sourceLengths),
        sourceLengths,
        rotated(target, targetLengths),
        target,
        targetLengths);
  }

  /** Pairs of sentences of one length, all of the same token: to count and to warm up with. */
  static TokenBatch blank(int pairs, int length) {
    int[] ids = new int[length];
    Arrays.fill(ids, Vocabulary.EOS);
    return of(Collections.nCopies(pairs, new SentencePair(ids, ids)));
  }

  /** Number of sentence pairs. */
  @Override
  public int examples() {
    return sourceLengths.length;
  }

  /** What the encoder reads. */
  public Tokens encoderInput() {
    return Tokens.of(Tokens.Side.SOURCE, source, Segments.of(sourceLengths));
  }

  /** What the decoder reads: every target with its {@code </s>} moved first. */
  public Tokens decoderInput() {
    return Tokens.of(Tokens.Side.TARGET, targetIn, Segments.of(targetLengths));
  }

  /** What the decoder should say, {@code [targetTokens]}. */
  @Override
  public int[] targets() {
    return targetOut;
  }

  @Override
  public int[][] inputs() {
    return paddedSource();
  }

  @Override
  public int padding() {
    return Vocabulary.PAD;
  }

  /** Number of source tokens, {@code </s>} included. */
  public int sourceTokens() {
    return source.length;
  }

  /** Source ids, {@code [tokens]}. */
  public int[] source() {
    return source;
  }

  /** Source lengths, {@code [batch]}. */
  public int[] sourceLengths() {
    return sourceLengths;
  }

  /** What the decoder reads, {@code [tokens]}: each target with its {@code </s>} moved first. */
  public int[] targetIn() {
    return targetIn;
  }

  /** What the decoder should say, {@code [tokens]}. */
  public int[] targetOut() {
    return targetOut;
  }

  /** Target lengths, {@code [batch]}. */
  public int[] targetLengths() {
    return targetLengths;
  }

  /** Source ids padded at the left, {@code [batch, time]}. */
  public int[][] paddedSource() {
    int time = longest(sourceLengths);
    return padded(source, sourceLengths, length -> time - length);
  }

  /** What the decoder reads, padded at the right, {@code [batch, time]}. */
  public int[][] paddedTargetIn() {
    return padded(targetIn, targetLengths, length -> 0);
  }

  /** What the decoder should say, padded at the right, {@code [batch, time]}. */
  public int[][] paddedTargetOut() {
    return padded(targetOut, targetLengths, length -> 0);
  }

  @Override
  public String toString() {
    return examples() + " pairs, " + sourceTokens() + " + " + tokens() + " tokens";
  }

  private static int[] lengths(List<SentencePair> pairs, Function<SentencePair, int[]> side) {
    return pairs.stream().mapToInt(pair -> side.apply(pair).length).toArray();
  }

  private static int[] pack(
      List<SentencePair> pairs, Function<SentencePair, int[]> side, int[] lengths) {
    int[] packed = new int[Arrays.stream(lengths).sum()];
    int start = 0;
    for (SentencePair pair : pairs) {
      int[] ids = side.apply(pair);
      System.arraycopy(ids, 0, packed, start, ids.length);
      start += ids.length;
    }
    return packed;
  }

  private static int[] rotated(int[] packed, int[] lengths) {
    int[] rotated = new int[packed.length];
    int start = 0;
    for (int length : lengths) {
      rotated[start] = packed[start + length - 1];
      System.arraycopy(packed, start, rotated, start + 1, length - 1);
      start += length;
    }
    return rotated;
  }

  private static int[][] padded(int[] packed, int[] lengths, IntUnaryOperator firstColumn) {
    int time = longest(lengths);
    int[][] padded = new int[lengths.length][time];
    int start = 0;
    for (int b = 0; b < lengths.length; b++) {
      Arrays.fill(padded[b], Vocabulary.PAD);
      System.arraycopy(packed, start, padded[b], firstColumn.applyAsInt(lengths[b]), lengths[b]);
      start += lengths[b];
    }
    return padded;
  }

  private static int longest(int[] lengths) {
    return Arrays.stream(lengths).max().orElse(0);
  }
}
