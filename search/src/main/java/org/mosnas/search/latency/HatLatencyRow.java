package org.mosnas.search.latency;

import java.util.List;

/**
 * One measured network of a HAT latency file.
 *
 * @param features the 10 aggregate features as HAT writes them, not normalised: encoder width,
 *     layers, mean FFN width, mean heads; decoder width, layers, mean FFN width, mean heads, mean
 *     encoder–decoder heads, mean number of attended encoder layers
 * @param encoderMeanMillis mean time of the encoder
 * @param decoderMeanMillis mean time of all decoding steps
 * @param encoderStdDevMillis standard deviation of the encoder's time
 * @param decoderStdDevMillis standard deviation of the decoder's time
 */
public record HatLatencyRow(
    List<Double> features,
    double encoderMeanMillis,
    double decoderMeanMillis,
    double encoderStdDevMillis,
    double decoderStdDevMillis) {

  /** Checks the number of features and copies them. */
  public HatLatencyRow {
    features = List.copyOf(features);
    if (features.size() != HatLatencyCsv.FEATURES.size()) {
      throw new IllegalArgumentException("HAT has 10 features, were " + features.size());
    }
  }

  /** Encoder and decoder together, in milliseconds. */
  public double totalMillis() {
    return encoderMeanMillis + decoderMeanMillis;
  }
}
