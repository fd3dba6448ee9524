package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.family.translation.EmbeddingSharing;

/** The first values of a seed never change, bit by bit, nor does their order in the vector. */
class InitialBitsTest {
  @ParameterizedTest
  @CsvSource({
    "SHARED, plain, 94902081bb18f2312a054fa617e476e00ea1d19bea77e8aba35b58aaf5257dfc",
    "SHARED, layer-wise, a34d19ad20ab7b597a5d7ef308025121555dcfd8c6bea56d5718947c5ca22990",
    "SHARED, neuron-wise, ce3dc0cabaebe18fa2175b3af928f886fe73404cbef30330df6f3a87c2c97f08",
    "SEPARATE, plain, dfec97fa026193b2932db1c947e75d987f0ba9e00e0118c51cbbf35c6b344a2e",
    "SEPARATE, layer-wise, 02910660631b48e7ee84bcfa0ef935e0d1ad55058237ab442eaec2a78e721ada",
    "SEPARATE, neuron-wise, fb5a82f9b1d5879a44738e8817de386d1b4fc1e33b88968b8239ff88b37ec37d"
  })
  void ofASeed(EmbeddingSharing sharing, String kind, String sha256) {
    Mixture mixture =
        switch (kind) {
          case "plain" -> Mixture.NONE;
          case "layer-wise" -> Mixture.layerWise(2, 6);
          default -> Mixture.neuronWise(2, 6);
        };
    Supernet supernet =
        new Supernet(TinySupernet.shape(sharing), mixture, new TinySupernet.WidthInput());
    try (ParameterBank bank = Initializer.initialize(supernet, 7)) {
      assertThat(sha256(bank.toArray())).isEqualTo(sha256);
    }
  }

  private static String sha256(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
