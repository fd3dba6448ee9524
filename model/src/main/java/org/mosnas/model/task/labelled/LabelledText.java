package org.mosnas.model.task.labelled;

import java.io.Serializable;
import java.util.List;

/**
 * A text, or a pair of texts, as its file has it.
 *
 * @param texts one or two
 * @param label name of its class, or its number
 */
public record LabelledText(List<String> texts, String label) implements Serializable {
  /** Copies the list; checks its size. */
  public LabelledText {
    texts = List.copyOf(texts);
    if (texts.isEmpty() || texts.size() > 2) {
      throw new IllegalArgumentException("expected a text or a pair of texts, got " + texts);
    }
  }
}
