package org.mosnas.model.task;

import java.io.Serializable;
import java.util.List;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Example;

/** How the examples of a task are chosen and become batches. Pure functions of their arguments. */
public interface Batcher extends Serializable {
  /**
   * Examples that are short enough, and how many are not.
   *
   * @param examples those within the limit, in the order given
   * @param leftOut how many are not
   */
  record Kept(List<Example> examples, LeftOut leftOut) {
    /** Copies the list. */
    public Kept {
      examples = List.copyOf(examples);
    }
  }

  /** What messages call one example, such as {@code sentence pair}. */
  String noun();

  /**
   * Leaves out what is too long.
   *
   * @param maxLength most tokens of a sequence
   */
  Kept within(List<? extends Example> examples, int maxLength);

  /**
   * Deals examples into the batches of one epoch.
   *
   * @param maxTokens budget of a batch: examples times the longest of them
   * @param seed of this epoch
   * @return indices of examples, batch by batch; every index occurs once; as many batches under any
   *     seed
   * @throws IllegalArgumentException if an example exceeds the budget
   */
  List<int[]> plan(List<? extends Example> examples, int maxTokens, long seed);

  /**
   * Puts examples side by side.
   *
   * @param examples at least one
   * @param seed of what is drawn for this batch, such as masks
   */
  Batch batch(List<? extends Example> examples, long seed);
}
