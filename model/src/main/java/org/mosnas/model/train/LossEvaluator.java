package org.mosnas.model.train;

import java.util.List;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.TokenBatch;

/**
 * The loss of subnets with inherited weights on fixed batches: HAT's fitness. Weights are collapsed
 * once per subnet; routers run without dropout.
 */
public final class LossEvaluator {
  private final Supernet supernet;
  private final ParameterBank parameters;
  private final TranslationEngine engine;
  private final List<TokenBatch> batches;
  private final double labelSmoothing;

  /** Evaluates on {@code batches} with the current {@code parameters}. */
  public LossEvaluator(
      Supernet supernet,
      ParameterBank parameters,
      TranslationEngine engine,
      List<TokenBatch> batches,
      double labelSmoothing) {
    this.supernet = supernet;
    this.parameters = parameters;
    this.engine = engine;
    this.batches = List.copyOf(batches);
    this.labelSmoothing = labelSmoothing;
  }

  /** Loss and negative log-likelihood of {@code spec} per target token, in nats. */
  public PassResult evaluate(TranslationSpec spec) {
    engine.workbench().arena().reset();
    Subnet subnet = supernet.collapse(spec, parameters, engine.workbench());
    TranslationNetwork network = new TranslationNetwork(supernet.shape(), spec, DropoutRates.NONE);
    double loss = 0;
    double nll = 0;
    long tokens = 0;
    for (TokenBatch batch : batches) {
      PassResult pass =
          engine.evaluate(
              network,
              subnet,
              Tokens.of(Tokens.Side.SOURCE, batch.source(), Segments.of(batch.sourceLengths())),
              Tokens.of(Tokens.Side.TARGET, batch.targetIn(), Segments.of(batch.targetLengths())),
              batch.targetOut(),
              labelSmoothing);
      loss += pass.loss();
      nll += pass.nll();
      tokens += batch.targetTokens();
    }
    return new PassResult(loss / tokens, nll / tokens);
  }
}
