package org.mosnas.model.decode;

import java.util.List;
import java.util.function.Consumer;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.Weights;

/** A network on any engine that computes whole prefixes, as in training. */
public final class EnginePrefixModel implements PrefixModel {
  private final TranslationEngine engine;
  private final TranslationNetwork network;
  private final Weights weights;

  /**
   * Scores with one network.
   *
   * @param engine of the calling thread; stays with the caller
   * @param network the network
   * @param weights its weights; valid as long as the model is used
   */
  public EnginePrefixModel(TranslationEngine engine, TranslationNetwork network, Weights weights) {
    this.engine = engine;
    this.network = network;
    this.weights = weights;
  }

  @Override
  public void score(List<int[]> sources, List<int[]> prefixes, Consumer<Matrix> reader) {
    engine.score(
        network,
        weights,
        Tokens.pack(Tokens.Side.SOURCE, sources),
        Tokens.pack(Tokens.Side.TARGET, prefixes),
        reader);
  }
}
