package org.mosnas.model.family.bert;

import java.util.Arrays;
import java.util.Optional;
import org.mosnas.model.config.Labels;

/** Whether layers are narrower than the stream between them, and how they are joined to it. */
public enum Bottlenecks {
  /** Every layer is as wide as the stream. */
  NONE,
  /** Every layer has a map from the stream before it and one back to the stream behind it. */
  PAIRED,
  /**
   * As {@link #PAIRED}, with neighbouring maps made one: from layer to layer there is a single map.
   * What is computed is the same; this is what is shipped.
   */
  MERGED;

  /** As configurations and files say it. */
  public String text() {
    return Labels.of(this);
  }

  /** The value of a text, if there is one. */
  static Optional<Bottlenecks> of(String text) {
    return Arrays.stream(values()).filter(value -> value.text().equals(text)).findFirst();
  }
}
