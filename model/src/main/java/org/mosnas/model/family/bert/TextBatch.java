package org.mosnas.model.family.bert;

import java.util.Arrays;
import java.util.List;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

/**
 * Some texts side by side, as BERT takes them, and which of their tokens are scored.
 *
 * <p>{@code tokens} is the packed axis: the tokens of all texts, text after text, without padding.
 * The arrays are the batch's own and are not to be changed.
 */
public final class TextBatch implements Batch {
  private static final long serialVersionUID = 1L;

  /** The id of {@code [PAD]} in every vocabulary of ours and of the published ones. */
  public static final int PADDING = 0;

  private final int[] ids;
  private final int[] types;
  private final int[] lengths;
  private final int[] rows;
  private final int[] targets;
  private final float[] values;

  private TextBatch(
      int[] ids, int[] types, int[] lengths, int[] rows, int[] targets, float[] values) {
    this.ids = ids;
    this.types = types;
    this.lengths = lengths;
    this.rows = rows;
    this.targets = targets;
    this.values = values;
  }

  /**
   * One text of a batch.
   *
   * @param ids token ids, special tokens included, {@code [tokens]}
   * @param types 0 for tokens of the first text of a pair, 1 for those of the second, {@code
   *     [tokens]}
   */
  @SuppressWarnings("ArrayRecordComponent") // a view for the length of one call, never compared
  public record Text(int[] ids, int[] types) {}

  /**
   * Texts of which some tokens are to be guessed.
   *
   * @param texts at least one, masked already
   * @param positions of the tokens that are scored, per text {@code [masked]}, ascending
   * @param answers their right ids, per text {@code [masked]}
   */
  public static TextBatch masked(List<Text> texts, List<int[]> positions, List<int[]> answers) {
    int[] lengths = lengths(texts);
    int[] rows = new int[positions.stream().mapToInt(p -> p.length).sum()];
    int next = 0;
    int start = 0;
    for (int b = 0; b < lengths.length; b++) {
      for (int position : positions.get(b)) {
        rows[next++] = start + position;
      }
      start += lengths[b];
    }
    return new TextBatch(
        pack(texts.stream().map(Text::ids).toList()),
        pack(texts.stream().map(Text::types).toList()),
        lengths,
        rows,
        pack(answers),
        new float[0]);
  }

  /**
   * Texts that have a class each; their first tokens are scored.
   *
   * @param labels numbers of classes, {@code [texts]}
   */
  public static TextBatch classified(List<Text> texts, int[] labels) {
    return whole(texts, labels.clone(), new float[0]);
  }

  /**
   * Texts that have a number each; their first tokens are scored.
   *
   * @param values {@code [texts]}
   */
  public static TextBatch valued(List<Text> texts, float[] values) {
    return whole(texts, new int[texts.size()], values.clone());
  }

  private static TextBatch whole(List<Text> texts, int[] targets, float[] values) {
    int[] lengths = lengths(texts);
    int[] rows = new int[lengths.length];
    for (int b = 1; b < rows.length; b++) {
      rows[b] = rows[b - 1] + lengths[b - 1];
    }
    return new TextBatch(
        pack(texts.stream().map(Text::ids).toList()),
        pack(texts.stream().map(Text::types).toList()),
        lengths,
        rows,
        targets,
        values);
  }

  private static int[] lengths(List<Text> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one text");
    }
    return texts.stream().mapToInt(text -> text.ids().length).toArray();
  }

  private static int[] pack(List<int[]> parts) {
    return parts.stream().flatMapToInt(Arrays::stream).toArray();
  }

  @Override
  public int examples() {
    return lengths.length;
  }

  /** What the encoder reads. */
  public Tokens tokensIn() {
    return Tokens.of(Tokens.Side.SOURCE, ids, Segments.of(lengths));
  }

  /** Types of the tokens, {@code [tokens]}. */
  public int[] types() {
    return types;
  }

  /** Lengths of the texts, {@code [texts]}. */
  public int[] lengths() {
    return lengths;
  }

  /** Rows of the packed axis that are scored, {@code [rows]}. */
  public int[] rows() {
    return rows;
  }

  @Override
  public int[] targets() {
    return targets;
  }

  @Override
  public float[] values() {
    return values;
  }

  @Override
  public int[][] inputs() {
    int longest = Arrays.stream(lengths).max().orElse(0);
    int[][] padded = new int[lengths.length][longest];
    int start = 0;
    for (int b = 0; b < lengths.length; b++) {
      Arrays.fill(padded[b], PADDING);
      System.arraycopy(ids, start, padded[b], 0, lengths[b]);
      start += lengths[b];
    }
    return padded;
  }

  @Override
  public int padding() {
    return PADDING;
  }

  @Override
  public String toString() {
    return examples() + " texts, " + ids.length + " tokens, " + rows.length + " scored";
  }
}
