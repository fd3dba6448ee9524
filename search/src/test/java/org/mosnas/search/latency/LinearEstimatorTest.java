package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.TestSpaces;
import org.mosnas.model.space.TranslationSpec;

class LinearEstimatorTest {
  /** The table of section 2.9: rows 1–1600 train, 1801–2000 test, in the order of the file. */
  @ParameterizedTest
  @CsvSource({
    "wmt14ende_gpu_titanxp, 6.058, 3.35, 6.266, 3.42",
    "wmt14ende_cpu_xeon, 15.113, 4.41, 15.343, 4.43",
    "wmt14enfr_gpu_titanxp, 8.016, 2.53, 8.134, 2.54",
    "wmt14enfr_cpu_raspberrypi, 212.055, 2.67, 68.687, 0.65",
    "iwslt14deen_gpu_titanxp, 5.971, 4.32, 6.152, 4.77"
  })
  void reproducesThePublishedBaseline(
      String file, double rmse, double mapd, double pairwiseRmse, double pairwiseMapd) {
    List<FeatureTiming> rows =
        HatLatencyCsv.read(HatReference.file(file)).stream().map(FeatureTiming::of).toList();
    assertError(rows, FeatureMap.LINEAR, rmse, mapd);
    assertError(rows, FeatureMap.PAIRWISE, pairwiseRmse, pairwiseMapd);
  }

  @Test
  void findsLatencyThatIsLinearInTheFeatures() {
    List<FeatureTiming> measured = measured(120);
    LinearEstimator estimator = LinearEstimator.fit(measured.subList(0, 80), FeatureMap.LINEAR);
    LatencyError error = estimator.error(measured.subList(80, 120));
    assertThat(error.rootMeanSquareMillis()).isLessThan(1e-6);
    assertThat(error.meanAbsolutePercentage()).isLessThan(1e-6);
    TranslationSpec largest = TestSpaces.hatWmt().largest();
    assertThat(estimator.estimateMillis(largest)).isEqualTo(millis(largest), within(1e-6));
    assertThat(estimator.upperBoundMillis(largest)).isEqualTo(millis(largest), within(1e-6));
  }

  @Test
  void marginComesFromNetworksThatWereNotTrainedOn() {
    List<FeatureTiming> measured = measured(100);
    List<FeatureTiming> slower =
        measured.subList(80, 100).stream()
            .map(t -> new FeatureTiming(t.features(), t.millis() * 1.1))
            .toList();
    LinearEstimator estimator =
        LinearEstimator.fit(measured.subList(0, 80), FeatureMap.LINEAR).withMargin(slower, 0.9);
    TranslationSpec largest = TestSpaces.hatWmt().largest();
    assertThat(estimator.upperBoundMillis(largest))
        .isEqualTo(1.1 * estimator.estimateMillis(largest), within(1e-6));
  }

  @Test
  void rejectsNothingToLearnFrom() {
    assertThatThrownBy(() -> LinearEstimator.fit(List.of(), FeatureMap.LINEAR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertError(
      List<FeatureTiming> rows, FeatureMap map, double rmse, double mapd) {
    LatencyError error =
        LinearEstimator.fit(rows.subList(0, 1600), map).error(rows.subList(1800, 2000));
    assertThat(error.count()).isEqualTo(200);
    assertThat(error.rootMeanSquareMillis()).isEqualTo(rmse, within(0.0006));
    assertThat(error.meanAbsolutePercentage()).isEqualTo(mapd, within(0.006));
  }

  private static List<FeatureTiming> measured(int networks) {
    SearchSpace space = TestSpaces.hatWmt();
    List<FeatureTiming> measured = new ArrayList<>();
    for (int i = 0; i < networks; i++) {
      TranslationSpec spec = SubnetSampler.uniform().sample(space, i);
      measured.add(FeatureTiming.of(spec, millis(spec)));
    }
    return measured;
  }

  private static double millis(TranslationSpec spec) {
    List<Double> features = FeatureTiming.features(spec);
    return 7 + features.get(0) / 100 + 20 * features.get(5) + features.get(6) / 50;
  }
}
