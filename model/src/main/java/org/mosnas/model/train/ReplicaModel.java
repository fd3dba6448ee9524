package org.mosnas.model.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.ConvexOptimizer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.mosnas.model.network.Batch;
import org.mosnas.model.train.SubnetSchedule.Turn;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A replica as a {@link Model} of Deeplearning4j, so that its training listeners work on it.
 *
 * <p>{@link #update(List, List, long)} trains; listeners are told of the gradients, of the update
 * and of the finished iteration, whose number is that of the updates done. The score is the loss
 * per target token of the last update, in nats. Forward passes are not announced: activations are
 * gone by the time an update ends. Parameters and gradients are views of the replica's memory on
 * ND4J's CPU backend and copies on others; the vectors have small gaps between parameters, so they
 * are a little longer than {@link #numParams()}.
 *
 * <p>What belongs to Deeplearning4j's own configuration, optimisers and flat buffers throws {@link
 * UnsupportedOperationException}. Not thread-safe.
 *
 * @apiNote Build a {@code PerformanceListener} with {@code reportETL(false)}: its report of loading
 *     times casts the model to one of Deeplearning4j's networks.
 */
public final class ReplicaModel implements Model {
  private final HostReplica trainer;
  private final BankArrays parameters;
  private final BankArrays gradients;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private Input input;
  private double score = Double.NaN;
  private int epoch;

  /** What {@link #fit()} trains on. */
  private record Input(List<Batch> microBatches, List<Turn> turns, long seed) {}

  /**
   * Wraps a replica.
   *
   * @param trainer the replica; closed by {@link #close()}
   */
  public ReplicaModel(HostReplica trainer) {
    this.trainer = trainer;
    this.parameters = new BankArrays(trainer.parameters());
    this.gradients = new BankArrays(trainer.gradients());
  }

  /** Says what {@link #fit()} and {@link #computeGradientAndScore} see. */
  public void setInput(List<? extends Batch> microBatches, List<Turn> turns, long seed) {
    input = new Input(List.copyOf(microBatches), List.copyOf(turns), seed);
  }

  /**
   * As {@link HostReplica#update}, telling the listeners. Gradients are there until the step is
   * taken: for {@code onBackwardPass} and {@code onGradientCalculation}, not for {@code
   * iterationDone}.
   */
  public UpdateMetrics update(List<? extends Batch> microBatches, List<Turn> turns, long seed) {
    setInput(microBatches, turns, seed);
    UpdateMetrics metrics = accumulate();
    tell(listener -> listener.onBackwardPass(this));
    tell(listener -> listener.onGradientCalculation(this));
    trainer.step(metrics);
    int iteration = Math.toIntExact(trainer.updates());
    tell(listener -> listener.iterationDone(this, iteration, epoch));
    return metrics;
  }

  /** Begins an epoch: here, a round. */
  public void startEpoch() {
    tell(listener -> listener.onEpochStart(this));
  }

  /** Ends an epoch; the next one has the next number. */
  public void endEpoch() {
    tell(listener -> listener.onEpochEnd(this));
    epoch++;
  }

  /** One update on the input. */
  @Override
  public void fit() {
    Input current = requireInput();
    UpdateMetrics unused = update(current.microBatches(), current.turns(), current.seed());
  }

  /** Sets gradients and score from the input, without an update; the manager is not used. */
  @Override
  public void computeGradientAndScore(LayerWorkspaceMgr workspaces) {
    UpdateMetrics unused = accumulate();
  }

  private UpdateMetrics accumulate() {
    Input current = requireInput();
    UpdateMetrics metrics =
        trainer.accumulate(current.microBatches(), current.turns(), current.seed());
    score = metrics.lossPerToken();
    return metrics;
  }

  private Input requireInput() {
    if (input == null) {
      throw new IllegalStateException("the replica has no input; call setInput first");
    }
    return input;
  }

  private void tell(Consumer<TrainingListener> event) {
    for (TrainingListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (ClassCastException cast) {
        throw new IllegalArgumentException(
            listener.getClass().getName()
                + " casts the model to one of Deeplearning4j's networks; build a"
                + " PerformanceListener with reportETL(false)",
            cast);
      }
    }
  }

  @Override
  public void setListeners(Collection<TrainingListener> newListeners) {
    listeners.clear();
    listeners.addAll(newListeners);
  }

  @Override
  public void setListeners(TrainingListener... newListeners) {
    setListeners(Arrays.asList(newListeners));
  }

  @Override
  public void addListeners(TrainingListener... more) {
    listeners.addAll(Arrays.asList(more));
  }

  /** Loss per target token of the last update, in nats; not a number before the first. */
  @Override
  public double score() {
    return score;
  }

  /** The gradients by name; sums over all target tokens of the last update. */
  @Override
  public Gradient gradient() {
    DefaultGradient gradient = new DefaultGradient(gradients.vector());
    gradients.table().forEach(gradient::setGradientFor);
    return gradient;
  }

  @Override
  public Pair<Gradient, Double> gradientAndScore() {
    return Pair.of(gradient(), score);
  }

  /** All gradients, {@code [1, floats]}. */
  @Override
  public INDArray getGradientsViewArray() {
    return gradients.vector();
  }

  /** All parameters, {@code [1, floats]}. */
  @Override
  public INDArray params() {
    return parameters.vector();
  }

  @Override
  public long numParams() {
    return trainer.parameters().layout().parameters();
  }

  @Override
  public long numParams(boolean backwards) {
    return numParams();
  }

  @Override
  public void setParams(INDArray params) {
    parameters.assign(params);
  }

  /** The parameter called {@code param}, {@code [rows, columns]}. */
  @Override
  public INDArray getParam(String param) {
    return parameters.matrix(param);
  }

  @Override
  public void setParam(String key, INDArray val) {
    parameters.assign(key, val);
  }

  @Override
  public Map<String, INDArray> paramTable() {
    return parameters.table();
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropParamsOnly) {
    return paramTable();
  }

  @Override
  public void setParamTable(Map<String, INDArray> paramTable) {
    paramTable.forEach(this::setParam);
  }

  /** Number of sentences of the input. */
  @Override
  public int batchSize() {
    return requireInput().microBatches().stream().mapToInt(Batch::examples).sum();
  }

  /**
   * The source ids of the input, padded on the left, {@code [sentences, time]}; {@code null}
   * without input.
   */
  @Override
  public INDArray input() {
    if (input == null) {
      return null;
    }
    List<int[]> rows = new ArrayList<>();
    for (Batch batch : input.microBatches()) {
      rows.addAll(Arrays.asList(batch.inputs()));
    }
    int time = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    int[][] padded = new int[rows.size()][time];
    for (int b = 0; b < padded.length; b++) {
      int[] row = rows.get(b);
      Arrays.fill(padded[b], input.microBatches().get(0).padding());
      System.arraycopy(row, 0, padded[b], time - row.length, row.length);
    }
    return Nd4j.createFromArray(padded);
  }

  /** Forgets the input. */
  @Override
  public void clear() {
    input = null;
  }

  /** Nothing: the replica is given its parameters by {@link HostReplica#load}. */
  @Override
  public void init() {}

  /** Nothing: there are no constraints on parameters. */
  @Override
  public void applyConstraints(int iteration, int epochNumber) {}

  @Override
  public void close() {
    trainer.close();
  }

  @Override
  public void fit(INDArray data, LayerWorkspaceMgr workspaces) {
    throw unsupported("training on an array; use update with batches of sentences");
  }

  @Override
  public void update(Gradient gradient) {
    throw unsupported("updates by somebody else's gradient");
  }

  @Override
  public void update(INDArray gradient, String paramType) {
    throw unsupported("updates by somebody else's gradient");
  }

  @Override
  public void setParamsViewArray(INDArray params) {
    throw unsupported("another place for the parameters; they live in the replica's bank");
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradientsView) {
    throw unsupported("another place for the gradients; they live in the replica's bank");
  }

  @Override
  public NeuralNetConfiguration conf() {
    throw unsupported("a Deeplearning4j configuration; the supernet describes the network");
  }

  @Override
  public void setConf(NeuralNetConfiguration conf) {
    throw unsupported("a Deeplearning4j configuration; the supernet describes the network");
  }

  @Override
  public ConvexOptimizer getOptimizer() {
    throw unsupported("a Deeplearning4j optimizer; the replica has its own Adam");
  }

  private static UnsupportedOperationException unsupported(String what) {
    return new UnsupportedOperationException("a replica does not support " + what);
  }
}
