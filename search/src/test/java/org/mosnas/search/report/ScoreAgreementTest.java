package org.mosnas.search.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.family.translation.ReferenceArchitectures;

/** Item 8.12 of the specification. */
class ScoreAgreementTest {
  /** WMT'19 is not in the reference table. */
  @ParameterizedTest
  @CsvSource({
    "wmt14ende, '', hat, 30, 1.8020, 0.7243",
    "wmt14ende, '', sandwich, 30, 1.6873, 0.8060",
    "wmt14ende, '', layerwise, 30, 1.6970, 0.5029",
    "wmt14ende, '', neuronwise, 30, 1.2083, 0.6014",
    "wmt14ende, dec7, hat, 15, 1.8447, 0.8095",
    "wmt14ende, dec7, sandwich, 15, 1.6153, 0.8095",
    "wmt14ende, dec7, layerwise, 15, 1.6060, 0.5359",
    "wmt14ende, dec7, neuronwise, 15, 1.1347, 0.7143",
    "wmt14enfr, '', hat, 30, 1.5603, 0.7581",
    "wmt14enfr, '', sandwich, 30, 1.2940, 0.6890",
    "wmt14enfr, '', layerwise, 30, 1.1943, 0.7705",
    "wmt14enfr, '', neuronwise, 30, 1.1880, 0.8258"
  })
  void givesThePublishedNumbers(
      String dataset, String group, String supernet, int count, double error, double tau) {
    List<ReferenceArchitectures.Row> rows =
        ReferenceArchitectures.mosSeeds().stream()
            .filter(row -> row.columns().get("dataset").equals(dataset))
            .filter(row -> group.isEmpty() || row.columns().get("group").equals(group))
            .toList();
    ScoreAgreement agreement =
        ScoreAgreement.of(column(rows, "scratch_test"), column(rows, supernet + "_test"));
    assertThat(agreement.count()).isEqualTo(count);
    assertThat(agreement.meanAbsoluteError()).isCloseTo(error, within(5.1e-5));
    assertThat(agreement.kendallTau()).isCloseTo(tau, within(5.1e-5));
  }

  @Test
  void countsTiesAsTauBDoes() {
    // Of 6 pairs 3 agree and 2 do not; the second side ties one.
    ScoreAgreement agreement =
        ScoreAgreement.of(new double[] {1, 2, 3, 4}, new double[] {1, 3, 3, 2});
    assertThat(agreement.kendallTau()).isCloseTo((3 - 2) / Math.sqrt(6 * 5), within(1e-12));
    assertThat(agreement.meanAbsoluteError()).isEqualTo(0.75);
  }

  @Test
  void knowsTheExtremes() {
    double[] scores = {3, 1, 2};
    assertThat(ScoreAgreement.of(scores, scores)).isEqualTo(new ScoreAgreement(3, 0, 1));
    assertThat(ScoreAgreement.of(scores, new double[] {1, 3, 2}).kendallTau()).isEqualTo(-1);
    assertThat(ScoreAgreement.of(scores, new double[3]).kendallTau()).isNaN();
  }

  @Test
  void refusesScoresOfDifferentSubnets() {
    assertThatThrownBy(() -> ScoreAgreement.of(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and 3");
    assertThatThrownBy(() -> ScoreAgreement.of(new double[1], new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] column(List<ReferenceArchitectures.Row> rows, String name) {
    return rows.stream().mapToDouble(row -> Double.parseDouble(row.columns().get(name))).toArray();
  }
}
