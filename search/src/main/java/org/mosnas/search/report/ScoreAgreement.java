package org.mosnas.search.report;

import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;

/**
 * How well scores with inherited weights foretell the scores of the same subnets trained on their
 * own: what a supernet is judged by (Jawahar et al., <a
 * href="https://arxiv.org/abs/2306.04845">paper</a>).
 *
 * @param count number of subnets, at least 2
 * @param meanAbsoluteError mean of the absolute differences, in the unit of the scores
 * @param kendallTau rank correlation tau-b, which takes ties into account, from -1 to 1; not a
 *     number if all scores of a side are equal
 */
public record ScoreAgreement(int count, double meanAbsoluteError, double kendallTau) {

  /**
   * Compares scores of the same subnets.
   *
   * @param trained of each subnet trained on its own
   * @param inherited of each with the weights of the supernet, in the same order
   */
  public static ScoreAgreement of(double[] trained, double[] inherited) {
    if (trained.length != inherited.length || trained.length < 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected as many scores on both sides, at least 2, were %d and %d",
              trained.length,
              inherited.length));
    }
    double error =
        IntStream.range(0, trained.length)
            .mapToDouble(i -> Math.abs(trained[i] - inherited[i]))
            .average()
            .orElseThrow();
    return new ScoreAgreement(
        trained.length, error, new KendallsCorrelation().correlation(trained, inherited));
  }
}
