package org.mosnas.spark.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.mosnas.model.metric.Bootstrap.ConfidenceInterval;
import org.mosnas.model.metric.Bootstrap.PairedTest;
import org.mosnas.model.metric.SystemScores;
import org.mosnas.spark.run.RunJson;

/**
 * What {@code mos score --json} prints.
 *
 * @param reference the file that was scored against
 * @param systems the files that were scored
 */
record ScoresJson(String reference, List<Scored> systems) {
  String text() {
    return RunJson.text(this);
  }

  /** A file that was scored; the fields are named as those who read them know them. */
  record Scored(
      String system,
      double bleu,
      Interval bleuInterval,
      String signature,
      double chrf,
      Interval chrfInterval,
      String chrfSignature,
      int sentences,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Tests> againstFirst) {
    static Scored of(String system, SystemScores scores, Optional<SystemScores> first) {
      return new Scored(
          system,
          scores.bleu().value(),
          Interval.of(scores.bleu()),
          scores.bleu().signature(),
          scores.chrf().value(),
          Interval.of(scores.chrf()),
          scores.chrf().signature(),
          scores.sentences(),
          first.map(baseline -> Tests.of(scores, baseline)));
    }
  }

  /** A 95 % bootstrap interval. */
  record Interval(double lower, double upper, double mean, String signature) {
    static Interval of(SystemScores.Score score) {
      ConfidenceInterval interval = score.interval();
      return new Interval(
          interval.lower(), interval.upper(), interval.mean(), score.bootstrapSignature());
    }
  }

  /** How much better a system is than another, by either metric. */
  record Tests(Test bleu, Test chrf) {
    static Tests of(SystemScores system, SystemScores baseline) {
      return new Tests(
          Test.of(system.bleuAgainst(baseline)), Test.of(system.chrfAgainst(baseline)));
    }
  }

  /** A difference, and how likely it is chance. */
  record Test(double difference, double pValue) {
    static Test of(PairedTest test) {
      return new Test(test.difference(), test.pValue());
    }
  }
}
