package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.TestSpaces;
import org.mosnas.model.space.TranslationSpec;

/** Item 8.11: what a predictor sees, and back. */
class FeatureMapTest {
  private static final List<Integer> NORMS = List.of(640, 6, 2048, 6, 640, 6, 2048, 6, 6, 2);

  @Test
  void normalisedFeaturesAreTheAggregateEncodingAndGoBack() {
    SearchSpace space = TestSpaces.hatWmt();
    for (long seed = 0; seed < 100; seed++) {
      TranslationSpec spec = SubnetSampler.uniform().sample(space, seed);
      List<Double> features = FeatureTiming.features(spec);
      double[] columns = FeatureMap.LINEAR.of(features);
      assertThat(columns).hasSize(11).startsWith(1);
      double[] encoding = SpecEncoder.hat().encode(spec, EncodingKind.AGGREGATE);
      List<Double> back = new ArrayList<>();
      for (int i = 0; i < encoding.length; i++) {
        assertThat(columns[i + 1]).as("seed %d", seed).isCloseTo(encoding[i], within(1e-15));
        back.add(columns[i + 1] * NORMS.get(i));
      }
      for (int i = 0; i < features.size(); i++) {
        assertThat(back.get(i)).as("seed %d", seed).isCloseTo(features.get(i), within(1e-9));
      }
    }
  }

  @Test
  void pairsComeAfterTheFeatures() {
    List<Double> twos = NORMS.stream().map(norm -> 2.0 * norm).toList();
    double[] columns = FeatureMap.PAIRWISE.of(twos);
    assertThat(columns).hasSize(1 + 10 + 55).startsWith(1, 2).endsWith(4, 4);
  }
}
