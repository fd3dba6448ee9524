package org.mosnas.model.task.masked;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mosnas.model.text.wordpiece.WordPiece;

/**
 * Packs the lines of documents to sequences of one length: {@code [CLS]}, as many tokens as there
 * is room for, {@code [SEP]}. A sequence ends before a word that it cannot hold whole, unless that
 * word alone is longer than a sequence. Deterministic; not thread-safe.
 */
public final class TextPacker {
  /** Fewest tokens of a sequence: special ones, and one of text. */
  public static final int SHORTEST = 3;

  private final WordPiece wordPiece;
  private final int length;
  private final List<PackedText> packed = new ArrayList<>();

  /** Tokens that are in no sequence yet, behind a free place for {@code [CLS]}. */
  private final int[] waiting;

  private int count = 1;

  /**
   * A packer.
   *
   * @param length most tokens of a sequence, special ones included; from {@link #SHORTEST} on
   */
  public TextPacker(WordPiece wordPiece, int length) {
    if (length < SHORTEST) {
      throw new IllegalArgumentException("length must be at least " + SHORTEST + ", was " + length);
    }
    this.wordPiece = wordPiece;
    this.length = length;
    this.waiting = new int[length];
  }

  /** Adds a line of the document in hand. */
  public void add(String line) {
    int[] ids = wordPiece.ids(line);
    int from = 0;
    while (from < ids.length) {
      int to = wordEnd(ids, from);
      if (to - from > length - 1 - count) {
        flush();
      }
      while (to - from > length - 2) {
        append(ids, from, from + length - 2);
        from += length - 2;
        flush();
      }
      append(ids, from, to);
      from = to;
    }
  }

  /** Separates what comes from what was added, within a sequence. */
  public void separate() {
    if (count > 1 && count < length - 2) {
      waiting[count++] = wordPiece.vocabulary().separator();
    }
  }

  /** Ends a sequence, whatever its length: nothing that comes stands beside what was added. */
  public void flush() {
    if (count == 1) {
      return;
    }
    waiting[0] = wordPiece.vocabulary().classification();
    waiting[count++] = wordPiece.vocabulary().separator();
    packed.add(new PackedText(Arrays.copyOf(waiting, count)));
    count = 1;
  }

  /** The sequences that are full or were ended, and forgets them. */
  public List<PackedText> take() {
    List<PackedText> taken = List.copyOf(packed);
    packed.clear();
    return taken;
  }

  private int wordEnd(int[] ids, int from) {
    int to = from + 1;
    while (to < ids.length && wordPiece.vocabulary().isContinuation(ids[to])) {
      to++;
    }
    return to;
  }

  private void append(int[] ids, int from, int to) {
    System.arraycopy(ids, from, waiting, count, to - from);
    count += to - from;
  }
}
