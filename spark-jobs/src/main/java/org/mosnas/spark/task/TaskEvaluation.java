package org.mosnas.spark.task;

import java.util.List;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.spark.run.EvaluatedSystem.Score;

/** How networks are scored on test data that nothing was trained or chosen on. */
public interface TaskEvaluation {
  /**
   * What is scored.
   *
   * @param id as files have it, such as {@code bleu}
   * @param label as people read it, such as {@code BLEU}
   */
  record Metric(String id, String label) {}

  /**
   * What needs no network, and what a network has to beat.
   *
   * @param key as files have it
   * @param title as people read it
   * @param answers one line each
   */
  record Baseline(String key, String title, List<String> answers) {
    /** Copies the list. */
    public Baseline {
      answers = List.copyOf(answers);
    }
  }

  /** The scores of one system. */
  interface Scored {
    /** Test examples that were scored. */
    int examples();

    /** A score for every metric, in their order. */
    List<Score> scores();

    /** The same, each with its distance to what {@code winner} scored. */
    List<Score> behind(Scored winner);
  }

  /** All metrics, the one that matters most first. */
  List<Metric> metrics();

  /** What one test example is called, in the plural, such as {@code sentences}. */
  String examples();

  /** What is suspicious about the test data, a line each. */
  default List<String> warnings() {
    return List.of();
  }

  /** What a network answers, in an order that does not depend on the cluster; one line each. */
  List<String> answers(DenseSubnet subnet);

  /** Baselines without a network. */
  List<Baseline> baselines();

  /** Scores some answers. */
  Scored score(List<String> answers);

  /** What the scores are, for whoever wants to repeat them; a line each. */
  default List<String> notes(Scored winner) {
    return List.of();
  }
}
