package org.mosnas.model.decode;

import java.util.List;
import java.util.function.Consumer;
import org.mosnas.model.memory.Matrix;

/**
 * What a search asks a model: given these sources and prefixes, how likely is every next token?
 *
 * <p>One batch at a time: {@link #start}, then {@link #step} until the search has no prefixes left.
 * An implementation may keep what it computed for a prefix and reuse it for its continuations,
 * which every step names by the row they had before. Any two implementations of one model lead the
 * search to the same translations, up to rounding. Not thread-safe; closed by its owner.
 */
public interface StepScorer extends AutoCloseable {

  /**
   * Begins a batch; every sentence has one empty prefix, whose row is the sentence's index. What
   * was kept of the batch before is dropped.
   *
   * @param sources token ids, each ending in {@code </s>}
   * @param beam the most prefixes a sentence will have at a time
   */
  void start(List<int[]> sources, int beam);

  /**
   * Appends a token to prefixes and scores what follows them. Prefixes that no row continues are
   * gone, and with its last prefix a sentence.
   *
   * @param frontier the rows
   * @param reader called once with the scores, {@code [rows, vocabulary]}: log-probabilities plus
   *     any constant per row. They are valid until it returns; it may overwrite them
   */
  void step(Frontier frontier, Consumer<Matrix> reader);

  @Override
  void close();
}
