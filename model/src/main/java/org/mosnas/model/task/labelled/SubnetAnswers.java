package org.mosnas.model.task.labelled;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Network;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;

/**
 * One subnet ready to score texts, in memory of its own. Not thread-safe; one per thread, closed by
 * the caller.
 */
public final class SubnetAnswers implements AutoCloseable {
  private static final long PLAN_SEED = 0;

  private final ParameterBank weights;
  private final Engine engine;
  private final Subnet subnet;
  private final Network network;
  private final LabelledBatcher batcher;

  /** Loads a subnet whose head is that of the labels. */
  public SubnetAnswers(DenseSubnet subnet, EngineKind kind, LabelledBatcher batcher) {
    this.weights = subnet.toBank();
    this.engine = kind.evaluation().open();
    this.subnet = subnet.network().collapse(subnet.spec(), weights, engine.workbench());
    this.network = subnet.shape().network(subnet.spec(), DropoutRates.NONE);
    this.batcher = batcher;
  }

  /**
   * Scores texts, those of similar length together.
   *
   * @param maxTokens budget of a batch: texts times the longest of them
   * @return a number for every class, or one, {@code [outputs]}, for each example in their order
   */
  public List<float[]> scores(List<LabelledExample> examples, int maxTokens) {
    List<float[]> all = new ArrayList<>(Collections.nCopies(examples.size(), new float[0]));
    for (int[] plan : batcher.plan(examples, maxTokens, PLAN_SEED)) {
      List<LabelledExample> batch = new ArrayList<>();
      for (int i : plan) {
        batch.add(examples.get(i));
      }
      engine.compute(
          subnet,
          new Scores(network, batcher.batch(batch, PLAN_SEED)),
          scores -> {
            for (int row = 0; row < plan.length; row++) {
              all.set(plan[row], row(scores, row));
            }
          });
    }
    return all;
  }

  private static float[] row(Matrix scores, int row) {
    float[] values = new float[scores.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scores.get(row, i);
    }
    return values;
  }

  private record Scores(Network network, Batch batch) implements Computation {
    @Override
    public <T> T on(Ops<T> ops, Inputs<T> inputs) {
      Outputs<T> outputs = network.run(ops, batch);
      return ops.logits(outputs.hidden(), outputs.layer());
    }
  }

  @Override
  public void close() {
    engine.close();
    weights.close();
  }
}
