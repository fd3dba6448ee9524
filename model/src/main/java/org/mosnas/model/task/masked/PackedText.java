package org.mosnas.model.task.masked;

import java.io.Serial;
import java.util.Arrays;
import org.mosnas.model.network.Example;

/** A stretch of text as BERT takes it, all of its tokens known. Immutable; do not change arrays. */
public final class PackedText implements Example {
  @Serial private static final long serialVersionUID = 1;

  private final int[] ids;

  /**
   * A sequence.
   *
   * @param ids with {@code [CLS]} before and {@code [SEP]} behind it, {@code [tokens]}
   */
  public PackedText(int[] ids) {
    this.ids = ids;
  }

  /** Ids of the tokens, special ones included, {@code [tokens]}. */
  public int[] ids() {
    return ids;
  }

  /** Types of the tokens: all are of the first text, {@code [tokens]}. */
  public int[] types() {
    return new int[ids.length];
  }

  /** Tokens, special ones included. */
  public int length() {
    return ids.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedText that && Arrays.equals(ids, that.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return "text of " + ids.length + " tokens";
  }
}
