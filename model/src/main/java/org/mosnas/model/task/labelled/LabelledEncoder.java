package org.mosnas.model.task.labelled;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.mosnas.model.text.wordpiece.WordPiece;

/**
 * From texts to ids, as BERT takes them: special tokens around each, the longer one cut first where
 * a pair is too long, the second where both are equally long. Pure.
 *
 * @param tokenizer spells texts
 * @param maxLength most tokens, special ones included; at least {@value #LEAST}
 */
public record LabelledEncoder(WordPiece tokenizer, int maxLength) implements Serializable {
  /** Special tokens of a pair and one more of each text. */
  public static final int LEAST = 5;

  /** Checks the length. */
  public LabelledEncoder {
    if (maxLength < LEAST) {
      throw new IllegalArgumentException(
          "max-length must be at least " + LEAST + ", was " + maxLength);
    }
  }

  /** Ids of the text or of both texts, without special tokens, each {@code [tokens]}. */
  public List<int[]> pieces(List<String> texts) {
    return texts.stream().map(tokenizer::ids).toList();
  }

  /** Whether texts are too long and lose some of their {@linkplain #pieces pieces}. */
  public boolean cuts(List<int[]> pieces) {
    return pieces.stream().mapToInt(ids -> ids.length + 1).sum() + 1 > maxLength;
  }

  /**
   * The example of a text or a pair.
   *
   * @param texts one or two
   * @param label number of the class, or the number
   */
  public LabelledExample encode(List<String> texts, float label) {
    return put(pieces(texts), label);
  }

  /**
   * As {@link #encode}.
   *
   * @param pieces from {@link #pieces}
   */
  public LabelledExample put(List<int[]> pieces, float label) {
    int[] first = pieces.get(0);
    if (pieces.size() == 1) {
      int[] ids = new int[Math.min(first.length, maxLength - 2) + 2];
      put(first, ids, ids.length - 2);
      return new LabelledExample(ids, new int[ids.length], label);
    }
    int[] second = pieces.get(1);
    int room = maxLength - 3;
    int ofFirst = Math.min(first.length, Math.max((room + 1) / 2, room - second.length));
    int ofSecond = Math.min(second.length, room - ofFirst);
    int[] ids = new int[ofFirst + ofSecond + 3];
    put(first, ids, ofFirst);
    System.arraycopy(second, 0, ids, ofFirst + 2, ofSecond);
    ids[ids.length - 1] = tokenizer.vocabulary().separator();
    int[] types = new int[ids.length];
    Arrays.fill(types, ofFirst + 2, types.length, 1);
    return new LabelledExample(ids, types, label);
  }

  private void put(int[] text, int[] ids, int count) {
    ids[0] = tokenizer.vocabulary().classification();
    System.arraycopy(text, 0, ids, 1, count);
    ids[1 + count] = tokenizer.vocabulary().separator();
  }
}
