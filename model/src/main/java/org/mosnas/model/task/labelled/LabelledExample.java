package org.mosnas.model.task.labelled;

import org.mosnas.model.network.Example;

/**
 * The ids of a text, or of a pair of texts, and its label.
 *
 * @param ids {@code [CLS] a [SEP]} or {@code [CLS] a [SEP] b [SEP]}, {@code [tokens]}
 * @param types 0 for tokens up to the first {@code [SEP]}, 1 for those behind it, {@code [tokens]}
 * @param label number of its class, or its number
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared or changed
public record LabelledExample(int[] ids, int[] types, float label) implements Example {
  /** Checks that both are of the same length; takes over the arrays. */
  public LabelledExample {
    if (ids.length != types.length) {
      throw new IllegalArgumentException(ids.length + " ids with " + types.length + " types");
    }
  }
}
