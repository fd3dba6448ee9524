package org.mosnas.model.family.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

/** Item 8.9: dropout scales with the sampled width, on attention probabilities it does not. */
class DropoutScalingTest {
  private static final int[] IDS = {2};

  @Test
  void ratesAreThoseOfTheSampledWidth() {
    RateRecorder encoder = new RateRecorder();
    RateRecorder decoder = new RateRecorder();
    TranslationNetwork network = network(512, 640, new DropoutRates(0.3, 0.1, 0.2));
    List<String> encoded = network.encode(encoder, tokens(Tokens.Side.SOURCE));
    network.decode(decoder, tokens(Tokens.Side.TARGET), encoded, Segments.of(1));
    // Embeddings; then of every layer attention, what it adds, the rectifier and what that adds.
    assertRates(encoder.rates, 0.24, 0.1, 0.24, 0.16, 0.24);
    assertRates(decoder.rates, 0.3, 0.1, 0.3, 0.1, 0.3, 0.2, 0.3);
  }

  private static TranslationNetwork network(int encoder, int decoder, DropoutRates rates) {
    TranslationSpec spec =
        new TranslationSpec(
            encoder,
            decoder,
            List.of(new EncoderLayerSpec(1024, 8)),
            List.of(new DecoderLayerSpec(1024, 8, 8, 1)));
    return new TranslationNetwork(
        new TranslationShape(spec, 512, EmbeddingSharing.SHARED, 100, 100, new FullWidth(640, 640)),
        spec,
        rates);
  }

  private static Tokens tokens(Tokens.Side side) {
    return Tokens.of(side, IDS, Segments.of(1));
  }

  private static void assertRates(List<Double> actual, double... expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.get(i)).as("rate %d", i).isCloseTo(expected[i], within(1e-12));
    }
  }

  /** Computes nothing and writes down every rate. */
  private static final class RateRecorder implements Ops<String> {
    private final List<Double> rates = new ArrayList<>();

    @Override
    public String embed(String table, Tokens tokens, int embed, int fullWidth) {
      return "embeddings";
    }

    @Override
    public String embedSum(Tables tables, Tokens tokens, int[] types, int embed) {
      return "embeddings";
    }

    @Override
    public String linear(String x, String name, int outputs, Activation activation) {
      return name;
    }

    @Override
    public String dropout(String x, double rate) {
      rates.add(rate);
      return x;
    }

    @Override
    public String columns(String x, int from, int count) {
      return x;
    }

    @Override
    public String attention(
        String query, String key, String value, Attention layout, double dropout) {
      rates.add(dropout);
      return query;
    }

    @Override
    public String residualNorm(String residual, String x, Norm norm, double dropout) {
      rates.add(dropout);
      return x;
    }

    @Override
    public String norm(String x, Norm norm) {
      return x;
    }

    @Override
    public String concatTime(List<String> parts, Segments segments) {
      return parts.get(0);
    }

    @Override
    public String logits(String hidden, Outputs.Layer layer) {
      return hidden;
    }

    @Override
    public String rows(String x, int[] rows) {
      return x;
    }
  }
}
