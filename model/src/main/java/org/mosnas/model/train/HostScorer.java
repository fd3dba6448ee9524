package org.mosnas.model.train;

import java.util.List;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Network;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;

/** Scores subnets in the memory of the host. Weights are collapsed once per subnet. */
public final class HostScorer implements Scorer {
  private final Supernet supernet;
  private final ParameterBank parameters;
  private final Engine engine;
  private final Objective objective;

  /**
   * Scores with what {@code parameters} hold at the time.
   *
   * @param parameters closed with the scorer
   * @param engine closed with the scorer
   */
  public HostScorer(
      Supernet supernet, ParameterBank parameters, Engine engine, Objective objective) {
    this.supernet = supernet;
    this.parameters = parameters;
    this.engine = engine;
    this.objective = objective;
  }

  @Override
  public PassResult evaluate(SubnetSpec spec, List<? extends Batch> batches) {
    engine.workbench().arena().reset();
    Subnet subnet = supernet.collapse(spec, parameters, engine.workbench());
    Network network = supernet.shape().network(spec, DropoutRates.NONE);
    double loss = 0;
    double nll = 0;
    long tokens = 0;
    for (Batch batch : batches) {
      PassResult pass = engine.evaluate(network, subnet, batch, objective);
      loss += pass.loss();
      nll += pass.nll();
      tokens += batch.tokens();
    }
    return new PassResult(loss / tokens, nll / tokens);
  }

  @Override
  public void close() {
    parameters.close();
    engine.close();
  }
}
