package org.mosnas.search.latency;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.TranslationSpec;

/**
 * A network as its 10 aggregate features, not normalized, and the time it took.
 *
 * @param features sizes and means over active layers, in the order of {@link HatLatencyRow}
 * @param millis measured time of one translation, in milliseconds, positive
 */
public record FeatureTiming(List<Double> features, double millis) {
  /** Checks the number of features and the time. */
  public FeatureTiming {
    features = List.copyOf(features);
    if (features.size() != HatLatencyCsv.FEATURES.size() || !(millis > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected 10 features and a positive time, were %s and %s",
              features,
              millis));
    }
  }

  /** The timing of a measured subnet. */
  public static FeatureTiming of(TranslationSpec spec, double millis) {
    return new FeatureTiming(features(spec), millis);
  }

  /** The timing of a row of HAT's files: encoder and decoder together. */
  public static FeatureTiming of(HatLatencyRow row) {
    return new FeatureTiming(row.features(), row.totalMillis());
  }

  static List<Double> features(TranslationSpec spec) {
    return Arrays.stream(SpecEncoder.features(spec)).boxed().toList();
  }
}
