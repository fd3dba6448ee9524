package org.mosnas.search.latency;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.mosnas.model.space.TranslationSpec;

/**
 * Least squares on HAT's 10 aggregate features: the baseline that any learned predictor has to
 * beat.
 *
 * <p>Features that do not vary in the training data (such as a fixed number of encoder layers) are
 * harmless: of all solutions the one of least norm is taken.
 */
public final class LinearEstimator implements LatencyEstimator {
  private final FeatureMap map;
  private final RealVector weights;
  private final double margin;

  private LinearEstimator(FeatureMap map, RealVector weights, double margin) {
    this.map = map;
    this.weights = weights;
    this.margin = margin;
  }

  /**
   * Fits measured networks; the bound has no margin yet.
   *
   * @param training at least one network
   */
  public static LinearEstimator fit(List<FeatureTiming> training, FeatureMap map) {
    if (training.isEmpty()) {
      throw new IllegalArgumentException("a fit needs a measured network");
    }
    double[][] rows =
        training.stream().map(timing -> map.of(timing.features())).toArray(double[][]::new);
    double[] millis = training.stream().mapToDouble(FeatureTiming::millis).toArray();
    RealVector weights =
        new SingularValueDecomposition(new Array2DRowRealMatrix(rows, false))
            .getSolver()
            .solve(new ArrayRealVector(millis, false));
    return new LinearEstimator(map, weights, 1);
  }

  /**
   * The same estimates with a bound that holds for a share of networks (split conformal).
   *
   * @param heldOut measured networks that were not trained on, at least one
   * @param coverage share of networks that the bound is to hold for, in (0, 1)
   */
  public LinearEstimator withMargin(List<FeatureTiming> heldOut, double coverage) {
    double[] ratios =
        heldOut.stream().mapToDouble(t -> t.millis() / estimate(t.features())).toArray();
    return new LinearEstimator(map, weights, ConformalMargin.of(ratios, coverage));
  }

  @Override
  public double estimateMillis(TranslationSpec spec) {
    return estimate(FeatureTiming.features(spec));
  }

  @Override
  public double upperBoundMillis(TranslationSpec spec) {
    return estimateMillis(spec) * margin;
  }

  /** How far the estimates are off on measured networks, at least one. */
  public LatencyError error(List<FeatureTiming> measured) {
    return LatencyError.of(measured, timing -> estimate(timing.features()));
  }

  /** A line may cross zero where nothing was measured; no network is faster than that. */
  private double estimate(List<Double> features) {
    double millis = new ArrayRealVector(map.of(features), false).dotProduct(weights);
    return Math.max(millis, Double.MIN_NORMAL);
  }
}
