package org.mosnas.example.reconstruction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mosnas.example.bags.Bag;
import org.mosnas.example.bags.BagBatch;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.spark.run.EvaluatedSystem.Difference;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.task.TaskEvaluation;

/**
 * How many words of unseen bags are said again.
 *
 * @param test bags that nothing was trained on
 */
record BagEvaluation(List<Bag> test) implements TaskEvaluation {
  private static final String ACCURACY = "accuracy";

  @Override
  public List<Metric> metrics() {
    return List.of(new Metric(ACCURACY, "accuracy"));
  }

  @Override
  public String examples() {
    return "words";
  }

  @Override
  public List<String> answers(DenseSubnet subnet) {
    BagBatch batch = new BagBatch(test);
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
    int words = new BagBatch(test).targets().length;
    return List.of(new Baseline("zero", "always word 0", Collections.nCopies(words, "0")));
  }

  @Override
  public Scored score(List<String> answers) {
    int[] truth = new BagBatch(test).targets();
    boolean[] right = new boolean[truth.length];
    for (int i = 0; i < truth.length; i++) {
      right[i] = answers.get(i).equals(String.valueOf(truth[i]));
    }
    return new Accuracy(right);
  }

  /** Which answers were right. */
  private static final class Accuracy implements Scored {
    private static final int SAMPLES = 200;

    private final boolean[] right;

    Accuracy(boolean[] right) {
      this.right = right;
    }

    @Override
    public int examples() {
      return right.length;
    }

    @Override
    public List<Score> scores() {
      return List.of(score(Optional.empty()));
    }

    @Override
    public List<Score> behind(Scored winner) {
      Accuracy best = (Accuracy) winner;
      return List.of(score(Optional.of(new Difference(best.percent() - percent(), pValue(best)))));
    }

    private Score score(Optional<Difference> behind) {
      return new Score(ACCURACY, percent(), Optional.empty(), Optional.empty(), behind);
    }

    private double percent() {
      return 100.0 * IntStream.range(0, right.length).filter(i -> right[i]).count() / right.length;
    }

    /** Share of resampled test sets on which the winner is no better. */
    private double pValue(Accuracy winner) {
      SplittableRandom random = Seeds.generator(7, "accuracy");
      int notBetter = 0;
      for (int sample = 0; sample < SAMPLES; sample++) {
        int ahead = 0;
        for (int i = 0; i < right.length; i++) {
          int drawn = random.nextInt(right.length);
          ahead += (winner.right[drawn] ? 1 : 0) - (right[drawn] ? 1 : 0);
        }
        notBetter += ahead <= 0 ? 1 : 0;
      }
      return (notBetter + 1.0) / (SAMPLES + 1);
    }
  }
}
