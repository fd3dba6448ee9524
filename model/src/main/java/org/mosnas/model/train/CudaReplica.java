package org.mosnas.model.train;

import java.util.List;
import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.cuda.CudaBench;
import org.mosnas.model.engine.cuda.CudaOps;
import org.mosnas.model.engine.cuda.CudaTensor;
import org.mosnas.model.kernel.Adam;
import org.mosnas.model.kernel.cuda.DeviceMatrix;
import org.mosnas.model.kernel.cuda.Gpu;
import org.mosnas.model.kernel.cuda.GpuInfo;
import org.mosnas.model.kernel.cuda.OptimizerKernels;
import org.mosnas.model.kernel.cuda.Precision;
import org.mosnas.model.network.Batch;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.cuda.CudaSubnet;
import org.mosnas.model.supernet.cuda.DeviceBank;
import org.mosnas.model.train.SubnetSchedule.Turn;

/**
 * One replica of a supernet in training on a GPU: parameters, gradients and moments stay there.
 * What goes in for an update are its batches, what comes out are losses and the norm of the
 * gradient, read once when everything has been queued. Not thread-safe; closed by its owner.
 */
public final class CudaReplica implements Replica {
  private final Supernet supernet;
  private final TrainSettings settings;
  private final Gpu gpu;
  private final CudaBench bench;
  private final Objective objective;
  private final CudaScorer scorer;
  private final DeviceBank parameters;
  private final DeviceBank gradients;
  private final DeviceBank firstMoments;
  private final DeviceBank secondMoments;
  private final List<DecayedRange> ranges;
  private final OptimizerKernels optimizer;
  private final LossTable losses;
  private long updates;

  private CudaReplica(Supernet supernet, TrainSettings settings, CudaBench bench) {
    this.supernet = supernet;
    this.settings = settings;
    this.bench = bench;
    this.gpu = bench.gpu();
    this.objective = settings.makeObjective(supernet.shape().head());
    this.scorer = CudaScorer.of(supernet, bench, objective);
    this.parameters = scorer.parameters();
    this.gradients = new DeviceBank(gpu, supernet.layout());
    this.firstMoments = new DeviceBank(gpu, supernet.layout());
    this.secondMoments = new DeviceBank(gpu, supernet.layout());
    this.ranges = DecayedRange.of(supernet.layout(), settings.optimizer().weightDecay());
    this.optimizer = new OptimizerKernels(gpu);
    this.losses = new LossTable(gpu);
  }

  /**
   * A replica with all parameters zero; {@link #load} gives it values.
   *
   * @throws org.mosnas.model.error.MosnasException of kind USAGE where there is no usable GPU, of
   *     kind RESOURCES where the state does not fit
   */
  public static CudaReplica open(Supernet supernet, TrainSettings settings, Precision precision) {
    CudaBench bench = new CudaBench(precision);
    try {
      return new CudaReplica(supernet, settings, bench);
    } catch (RuntimeException e) {
      bench.close();
      throw e;
    }
  }

  /** The device. */
  public GpuInfo device() {
    return gpu.info();
  }

  /** The most that passes have needed of the device, beside the state, in bytes. */
  public long peakBytes() {
    return bench.arena().peakBytes();
  }

  @Override
  public void assign(int from, StateSlice slice) {
    gpu.enter();
    parameters.assign(from, slice.parameters());
    firstMoments.assign(from, slice.firstMoments());
    secondMoments.assign(from, slice.secondMoments());
  }

  @Override
  public void begin(long done) {
    gpu.enter();
    if (supernet.mixture().mixes()) {
      try (ParameterBank host = new ParameterBank(supernet.layout())) {
        host.assign(parameters.toArray());
        supernet.requireDistinctExperts(host);
      }
    }
    updates = done;
    gradients.clear();
  }

  @Override
  public StateSlice slice(int from, int to) {
    gpu.enter();
    return new StateSlice(
        parameters.toArray(from, to),
        firstMoments.toArray(from, to),
        secondMoments.toArray(from, to));
  }

  @Override
  public ParameterSnapshot snapshot() {
    gpu.enter();
    return new ParameterSnapshot(
        updates, parameters.toArray(), firstMoments.toArray(), secondMoments.toArray());
  }

  @Override
  public UpdateMetrics update(List<? extends Batch> microBatches, List<Turn> turns, long seed) {
    long tokens = queuePasses(microBatches, turns, seed);
    double learningRate = settings.learningRate().at(updates);
    long update = updates++;
    queueStep(tokens, learningRate);
    double squares = gpu.downloadDouble(optimizer.squares());
    List<PassResult> passes = losses.read();
    double loss = 0;
    double nll = 0;
    for (int i = 0; i < passes.size(); i++) {
      if (!Double.isFinite(passes.get(i).loss())) {
        String spec = turns.get(i / microBatches.size()).spec().id();
        throw TrainingDivergedException.ofLoss(spec, passes.get(i).loss(), update, learningRate);
      }
      loss += passes.get(i).loss();
      nll += passes.get(i).nll();
    }
    double norm = Math.sqrt(squares) / tokens;
    if (!Double.isFinite(norm)) {
      throw TrainingDivergedException.ofGradient(norm, update, learningRate);
    }
    return new UpdateMetrics(update, loss, nll, tokens, learningRate);
  }

  private long queuePasses(List<? extends Batch> microBatches, List<Turn> turns, long seed) {
    gpu.enter();
    losses.begin(turns.size() * microBatches.size());
    long tokens = 0;
    for (int s = 0; s < turns.size(); s++) {
      for (int b = 0; b < microBatches.size(); b++) {
        queuePass(turns.get(s), microBatches.get(b), Seeds.child(seed, "pass", s, b));
        tokens += microBatches.get(b).tokens();
      }
    }
    return tokens;
  }

  private void queuePass(Turn turn, Batch batch, long seed) {
    bench.reset();
    SubnetSpec spec = turn.spec();
    CudaSubnet subnet =
        scorer.collapsing().collapse(spec, parameters, gradients, Seeds.child(seed, "router"));
    CudaOps ops = CudaOps.training(bench, subnet, new Pass(seed, turn.weight()));
    CudaTensor loss =
        objective.loss(
            ops, supernet.shape().network(spec, settings.dropout()).run(ops, batch), batch);
    ops.backward();
    subnet.backward();
    losses.add(loss);
  }

  private void queueStep(long tokens, double learningRate) {
    TrainSettings.Optimizer adam = settings.optimizer();
    optimizer.scale(gradients.vector(), tokens, adam.clipNorm());
    for (DecayedRange range : ranges) {
      optimizer.adam(
          part(parameters, range),
          part(gradients, range),
          part(firstMoments, range),
          part(secondMoments, range),
          Adam.Step.numbered(
              updates,
              learningRate,
              adam.beta1(),
              adam.beta2(),
              adam.epsilon(),
              range.of(adam.weightDecay()),
              1));
    }
  }

  private static DeviceMatrix part(DeviceBank bank, DecayedRange range) {
    return bank.vector().columns(range.offset(), range.count());
  }

  @Override
  public PassResult evaluate(SubnetSpec spec, List<? extends Batch> batches) {
    return scorer.evaluate(spec, batches);
  }

  @Override
  public void close() {
    gpu.enter();
    losses.close();
    optimizer.close();
    gradients.close();
    firstMoments.close();
    secondMoments.close();
    scorer.close();
  }
}
