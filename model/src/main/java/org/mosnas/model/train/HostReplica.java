package org.mosnas.model.train;

import java.util.List;
import java.util.Optional;
import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.kernel.Adam;
import org.mosnas.model.network.Batch;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.objective.Taught;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.SubnetSchedule.Turn;

/**
 * One replica of a supernet in training: parameters, gradients and moments in off-heap banks.
 *
 * <p>An update runs every micro-batch through every subnet of the schedule, adds all gradients up,
 * divides by the number of target tokens of all passes and takes one step of Adam. With a teacher,
 * the losses of all subnets but its own compare them with it too. Not thread-safe; closed by its
 * owner.
 */
public final class HostReplica implements Replica {
  private final Supernet supernet;
  private final TrainSettings settings;
  private final Engine engine;
  private final Objective objective;
  private final HostScorer scorer;
  private final Optional<HostTeacher> teacher;
  private final ParameterBank parameters;
  private final ParameterBank gradients;
  private final ParameterBank firstMoments;
  private final ParameterBank secondMoments;
  private final List<DecayedRange> ranges;
  private long updates;
  private boolean gradientsAreZero = true;

  /**
   * Creates a replica with all parameters zero that learns from no other network; {@link #load}
   * gives it values.
   *
   * @param engine computes the passes; closed with the replica
   */
  public HostReplica(Supernet supernet, TrainSettings settings, Engine engine) {
    this(supernet, settings, engine, Optional.empty());
  }

  /**
   * Creates a replica with all parameters zero; {@link #load} gives it values.
   *
   * @param engine computes the passes; closed with the replica
   * @param fixed a network to learn from as the settings say; without one it is the largest subnet
   *     that they mean
   */
  public HostReplica(
      Supernet supernet, TrainSettings settings, Engine engine, Optional<DenseSubnet> fixed) {
    this.supernet = supernet;
    this.settings = settings;
    this.engine = engine;
    this.parameters = new ParameterBank(supernet.layout());
    this.gradients = new ParameterBank(supernet.layout());
    this.firstMoments = new ParameterBank(supernet.layout());
    this.secondMoments = new ParameterBank(supernet.layout());
    this.ranges = DecayedRange.of(supernet.layout(), settings.optimizer().weightDecay());
    this.objective = settings.makeObjective(supernet.shape().head());
    this.scorer = new HostScorer(supernet, parameters, engine, objective);
    this.teacher =
        settings
            .teaching()
            .map(
                how ->
                    fixed
                        .map(network -> HostTeacher.fixed(engine, how, network))
                        .orElseGet(() -> HostTeacher.largest(engine, how, supernet, parameters)));
  }

  @Override
  public void assign(int from, StateSlice slice) {
    parameters.assign(from, slice.parameters());
    firstMoments.assign(from, slice.firstMoments());
    secondMoments.assign(from, slice.secondMoments());
  }

  @Override
  public void begin(long done) {
    updates = done;
    supernet.requireDistinctExperts(parameters);
  }

  @Override
  public StateSlice slice(int from, int to) {
    return new StateSlice(
        parameters.toArray(from, to),
        firstMoments.toArray(from, to),
        secondMoments.toArray(from, to));
  }

  @Override
  public ParameterSnapshot snapshot() {
    return new ParameterSnapshot(
        updates, parameters.toArray(), firstMoments.toArray(), secondMoments.toArray());
  }

  /** Updates done so far. */
  public long updates() {
    return updates;
  }

  /** The parameters; they change with every update. */
  public ParameterBank parameters() {
    return parameters;
  }

  /** What {@link #accumulate} added up; not yet divided by the number of tokens. */
  public ParameterBank gradients() {
    return gradients;
  }

  @Override
  public UpdateMetrics update(List<? extends Batch> microBatches, List<Turn> turns, long seed) {
    UpdateMetrics metrics = accumulate(microBatches, turns, seed);
    step(metrics);
    return metrics;
  }

  @Override
  public PassResult evaluate(SubnetSpec spec, List<? extends Batch> batches) {
    return scorer.evaluate(spec, batches);
  }

  /** The first half of {@link #update}: clears the gradients and adds those of all passes up. */
  public UpdateMetrics accumulate(List<? extends Batch> microBatches, List<Turn> turns, long seed) {
    if (!gradientsAreZero) {
      gradients.clear();
    }
    gradientsAreZero = false;
    double learningRate = settings.learningRate().at(updates);
    Sums sums = new Sums(learningRate);
    if (teacher.isPresent()) {
      addTaught(microBatches, turns, seed, sums);
    } else {
      for (int s = 0; s < turns.size(); s++) {
        for (int b = 0; b < microBatches.size(); b++) {
          long passSeed = Seeds.child(seed, "pass", s, b);
          sums.add(turns.get(s), microBatches.get(b), objective, passSeed);
        }
      }
    }
    return new UpdateMetrics(updates, sums.loss, sums.nll, sums.tokens, learningRate);
  }

  /** Micro-batch by micro-batch, so that what the teacher says of one is all that is kept. */
  private void addTaught(
      List<? extends Batch> microBatches, List<Turn> turns, long seed, Sums sums) {
    for (int b = 0; b < microBatches.size(); b++) {
      Batch batch = microBatches.get(b);
      Objective taught = new Taught(objective, teacher.get().teach(batch));
      for (int s = 0; s < turns.size(); s++) {
        Turn turn = turns.get(s);
        Objective used = teacher.get().is(turn.spec()) ? objective : taught;
        sums.add(turn, batch, used, Seeds.child(seed, "pass", s, b));
      }
    }
  }

  /** What the passes of an update come to. */
  private final class Sums {
    private final double learningRate;
    private double loss;
    private double nll;
    private long tokens;

    Sums(double learningRate) {
      this.learningRate = learningRate;
    }

    void add(Turn turn, Batch batch, Objective used, long seed) {
      PassResult pass = pass(turn, batch, used, seed);
      if (!Double.isFinite(pass.loss())) {
        throw TrainingDivergedException.ofLoss(
            turn.spec().id(), pass.loss(), updates, learningRate);
      }
      loss += pass.loss();
      nll += pass.nll();
      tokens += batch.tokens();
    }
  }

  private PassResult pass(Turn turn, Batch batch, Objective used, long seed) {
    engine.workbench().arena().reset();
    Subnet subnet =
        supernet.collapse(
            turn.spec(), parameters, gradients, engine.workbench(), Seeds.child(seed, "router"));
    PassResult result =
        engine.train(
            supernet.shape().network(turn.spec(), settings.dropout()),
            subnet,
            batch,
            used,
            new Pass(seed, turn.weight()));
    subnet.backward();
    return result;
  }

  /**
   * The second half of {@link #update}: one step of Adam with the gradients added up, which are
   * zero afterwards.
   */
  void step(UpdateMetrics metrics) {
    TrainSettings.Optimizer adam = settings.optimizer();
    double scale = 1.0 / metrics.tokens();
    if (adam.clipNorm() > 0) {
      double squares = Adam.sumOfSquares(gradients.memory(), 0, supernet.layout().floats());
      double norm = finiteNorm(squares, metrics);
      scale *= Math.min(1, adam.clipNorm() / (norm + 1e-6));
    }
    updates++;
    double squares = 0;
    for (DecayedRange range : ranges) {
      squares +=
          Adam.update(
              parameters.memory(),
              gradients.memory(),
              firstMoments.memory(),
              secondMoments.memory(),
              range.offset(),
              range.count(),
              Adam.Step.numbered(
                  updates,
                  metrics.learningRate(),
                  adam.beta1(),
                  adam.beta2(),
                  adam.epsilon(),
                  range.of(adam.weightDecay()),
                  scale));
    }
    gradientsAreZero = true;
    double unused = finiteNorm(squares, metrics);
  }

  private static double finiteNorm(double squares, UpdateMetrics metrics) {
    double norm = Math.sqrt(squares) / metrics.tokens();
    if (!Double.isFinite(norm)) {
      throw TrainingDivergedException.ofGradient(norm, metrics.update(), metrics.learningRate());
    }
    return norm;
  }

  @Override
  public void close() {
    teacher.ifPresent(HostTeacher::close);
    scorer.close();
    gradients.close();
    firstMoments.close();
    secondMoments.close();
  }
}
