package org.mosnas.model.decode;

import java.util.List;
import java.util.function.Consumer;
import org.mosnas.model.memory.Matrix;

/** A model without memory: scores the next word of whole prefixes. */
public interface PrefixModel {

  /**
   * Scores what follows each prefix.
   *
   * @param sources word ids, each ending in {@code </s>}
   * @param prefixes as many, each beginning with {@code </s>}
   * @param reader called once with the scores, {@code [prefixes, vocabulary]}: log-probabilities
   *     plus any constant per row. They are valid until it returns; it may overwrite them
   */
  void score(List<int[]> sources, List<int[]> prefixes, Consumer<Matrix> reader);
}
