package org.mosnas.example.reconstruction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mosnas.example.bags.Bag;
import org.mosnas.example.bags.BagBatch;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.spark.task.TaskEvaluation;

/**
 * How many words of unseen bags are said again.
 *
 * @param test bags that nothing was trained on
 */
record BagEvaluation(List<Bag> test) implements TaskEvaluation {
  @Override
  public List<Metric> metrics() {
    return List.of(Accuracy.METRIC);
  }

  @Override
  public String examples() {
    return "words";
  }

  @Override
  public List<String> answers(DenseSubnet subnet) {
    return answers(subnet, BagBatch.said(test));
  }

  /** The best answer for every row of a batch that is scored. */
  static List<String> answers(DenseSubnet subnet, BagBatch batch) {
    List<String> answers = new ArrayList<>();
    try (Engine engine = EngineKind.TAPE.open();
        ParameterBank bank = subnet.toBank()) {
      Computation scores =
          new Computation() {
            @Override
            public <T> T on(Ops<T> ops, Inputs<T> inputs) {
              Outputs<T> outputs =
                  subnet.shape().network(subnet.spec(), DropoutRates.NONE).run(ops, batch);
              return ops.logits(outputs.hidden(), outputs.layer());
            }
          };
      engine.compute(
          subnet.network().collapse(subnet.spec(), bank, engine.workbench()),
          scores,
          logits -> {
            for (int row = 0; row < logits.rows(); row++) {
              answers.add(String.valueOf(best(logits, row)));
            }
          });
    }
    return answers;
  }

  private static int best(Matrix logits, int row) {
    int best = 0;
    for (int word = 1; word < logits.columns(); word++) {
      best = logits.get(row, word) > logits.get(row, best) ? word : best;
    }
    return best;
  }

  @Override
  public List<Baseline> baselines() {
    int words = BagBatch.said(test).targets().length;
    return List.of(new Baseline("zero", "always word 0", Collections.nCopies(words, "0")));
  }

  @Override
  public Scored score(List<String> answers) {
    return Accuracy.of(answers, BagBatch.said(test).targets());
  }
}
