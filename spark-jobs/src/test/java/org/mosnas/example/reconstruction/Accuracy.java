package org.mosnas.example.reconstruction;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mosnas.model.random.Seeds;
import org.mosnas.spark.run.EvaluatedSystem.Difference;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.task.TaskEvaluation.Metric;
import org.mosnas.spark.task.TaskEvaluation.Scored;

/** Which answers were right. */
final class Accuracy implements Scored {
  static final Metric METRIC = new Metric("accuracy", "accuracy");

  private static final int SAMPLES = 200;

  private final boolean[] right;

  private Accuracy(boolean[] right) {
    this.right = right;
  }

  static Accuracy of(List<String> answers, int[] truth) {
    boolean[] right = new boolean[truth.length];
    for (int i = 0; i < truth.length; i++) {
      right[i] = answers.get(i).equals(String.valueOf(truth[i]));
    }
    return new Accuracy(right);
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
    return new Score(METRIC.id(), percent(), Optional.empty(), Optional.empty(), behind);
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
