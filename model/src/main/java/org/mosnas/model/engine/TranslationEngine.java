package org.mosnas.model.engine;

import java.util.function.Consumer;
import org.mosnas.model.engine.tape.Workbench;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.Weights;

/**
 * Computes passes of translation networks. Engines agree on values, gradients and dropout masks, so
 * that a run may be repeated on another one. Not thread-safe; one per replica, closed by it.
 */
public interface TranslationEngine extends AutoCloseable {

  /**
   * The loss of a batch with dropout; its gradients are added to those of the weights.
   *
   * @param weights of the network, all with gradients
   * @param source what the encoder reads
   * @param target what the decoder reads: the targets shifted by one
   * @param targets true words, {@code [targetTokens]}
   * @param smoothing label smoothing in [0, 1)
   * @param dropoutSeed decides every dropout mask of the pass
   * @return sums over the target tokens
   */
  PassResult train(
      TranslationNetwork network,
      Weights weights,
      Tokens source,
      Tokens target,
      int[] targets,
      double smoothing,
      long dropoutSeed);

  /**
   * The loss of a batch without dropout; no gradients are touched.
   *
   * @param weights of the network
   * @param source what the encoder reads
   * @param target what the decoder reads: the targets shifted by one
   * @param targets true words, {@code [targetTokens]}
   * @param smoothing label smoothing in [0, 1)
   * @return sums over the target tokens
   */
  PassResult evaluate(
      TranslationNetwork network,
      Weights weights,
      Tokens source,
      Tokens target,
      int[] targets,
      double smoothing);

  /**
   * Scores the word that follows each target prefix, without dropout.
   *
   * @param weights of the network
   * @param source what the encoder reads
   * @param prefixes what the decoder has so far; as many sentences as the source has
   * @param reader called once with the scores, {@code [sentences, targetVocabulary]}:
   *     log-probabilities plus any constant per row. They are valid until it returns; it may
   *     overwrite them
   */
  void score(
      TranslationNetwork network,
      Weights weights,
      Tokens source,
      Tokens prefixes,
      Consumer<Matrix> reader);

  /**
   * Computes a part of a network by itself, without dropout.
   *
   * @param weights that the part names
   * @param part what to compute
   * @param reader called once with the result, {@code [tokens, columns]}; it is valid until it
   *     returns
   */
  void compute(Weights weights, Part part, Consumer<Matrix> reader);

  /** Which engine it is. */
  EngineKind kind();

  /**
   * The memory in which mixed weights are made before a pass. A pass gives back what it took from
   * its arena; what the caller took stays until the caller resets it.
   */
  Workbench workbench();

  @Override
  void close();
}
