package org.mosnas.spark.labelled.evaluate;

import java.util.Optional;
import org.mosnas.model.metric.Bootstrap.ConfidenceInterval;
import org.mosnas.model.metric.Bootstrap.PairedTest;
import org.mosnas.model.metric.labelled.LabelledScores;
import org.mosnas.spark.run.EvaluatedSystem.Difference;
import org.mosnas.spark.run.EvaluatedSystem.Interval;
import org.mosnas.spark.run.EvaluatedSystem.Score;

/** Scores of labels as they are recorded. */
public final class ScoreRecords {
  private ScoreRecords() {}

  /**
   * The record of a score.
   *
   * @param test against the system that others are compared with, if there was one
   */
  public static Score of(LabelledScores.Score score, Optional<PairedTest> test) {
    ConfidenceInterval interval = score.interval();
    return new Score(
        score.metric().id(),
        score.value(),
        Optional.of(
            new Interval(
                interval.lower(), interval.upper(), interval.mean(), score.bootstrapSignature())),
        Optional.of(score.signature()),
        test.map(found -> new Difference(found.difference(), found.pValue())));
  }
}
