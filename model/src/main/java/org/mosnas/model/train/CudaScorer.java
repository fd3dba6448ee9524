package org.mosnas.model.train;

import java.util.List;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.cuda.CudaBench;
import org.mosnas.model.engine.cuda.CudaOps;
import org.mosnas.model.engine.cuda.CudaTensor;
import org.mosnas.model.kernel.cuda.DeviceArena;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Network;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.cuda.CudaSubnet;
import org.mosnas.model.supernet.cuda.CudaSupernet;
import org.mosnas.model.supernet.cuda.DeviceBank;

/** Scores subnets on a GPU. Weights are mixed once per subnet, and losses read once. */
final class CudaScorer implements Scorer {
  private final Supernet supernet;
  private final CudaSupernet collapsing;
  private final CudaBench bench;
  private final DeviceBank parameters;
  private final Objective objective;
  private final LossTable losses;

  private CudaScorer(
      Supernet supernet, CudaBench bench, Objective objective, DeviceBank parameters) {
    this.supernet = supernet;
    this.collapsing = new CudaSupernet(supernet, bench);
    this.bench = bench;
    this.objective = objective;
    this.parameters = parameters;
    this.losses = new LossTable(bench.gpu());
  }

  /**
   * Scores with what its parameters hold at the time: zeros at first.
   *
   * @param bench closed with the scorer
   */
  static CudaScorer of(Supernet supernet, CudaBench bench, Objective objective) {
    bench.gpu().enter();
    return new CudaScorer(
        supernet, bench, objective, new DeviceBank(bench.gpu(), supernet.layout()));
  }

  /** The parameters, closed with the scorer. */
  DeviceBank parameters() {
    return parameters;
  }

  CudaBench bench() {
    return bench;
  }

  CudaSupernet collapsing() {
    return collapsing;
  }

  @Override
  public PassResult evaluate(SubnetSpec spec, List<? extends Batch> batches) {
    bench.gpu().enter();
    bench.reset();
    losses.begin(batches.size());
    CudaSubnet subnet = collapsing.collapse(spec, parameters);
    Network network = supernet.shape().network(spec, DropoutRates.NONE);
    long tokens = 0;
    for (Batch batch : batches) {
      DeviceArena.Mark mark = bench.arena().mark();
      CudaOps ops = CudaOps.inference(bench, subnet);
      CudaTensor loss = objective.loss(ops, network.run(ops, batch), batch);
      losses.add(loss);
      bench.release(mark);
      tokens += batch.tokens();
    }
    PassResult sum = losses.sum();
    return new PassResult(sum.loss() / tokens, sum.nll() / tokens);
  }

  @Override
  public void close() {
    bench.gpu().enter();
    losses.close();
    parameters.close();
    bench.close();
  }
}
