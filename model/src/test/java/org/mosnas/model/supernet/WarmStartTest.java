package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Matrix;

class WarmStartTest {
  private static final double SPREAD = 0.1;

  static Stream<Mixture> mixtures() {
    return Stream.of(
        Mixture.NONE,
        Mixture.layerWise(2, 8),
        Mixture.layerWise(3, 8),
        Mixture.neuronWise(2, 8),
        Mixture.neuronWise(4, 8));
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void theLargestSubnetIsTheNetworkItStartsFrom(Mixture mixture) {
    DenseSubnet start = trained();
    Supernet supernet = TinySupernet.mixture(mixture);
    try (ParameterBank bank = new WarmStart(supernet, start, SPREAD).parameters(5)) {
      DenseSubnet largest = supernet.extract(TinySupernet.largest(), bank.toArray());
      assertThat(largest.parameters()).hasSize(start.parameters().length);
      for (int i = 0; i < start.parameters().length; i++) {
        assertThat(largest.parameters()[i]).isCloseTo(start.parameters()[i], within(2e-6f));
      }
      supernet.requireDistinctExperts(bank);
    }
  }

  @Test
  void expertsLieRoundTheWeight() {
    DenseSubnet start = trained();
    Supernet supernet = TinySupernet.mixture(Mixture.layerWise(2, 8));
    try (ParameterBank bank = new WarmStart(supernet, start, SPREAD).parameters(5);
        ParameterBank own = start.toBank()) {
      String map = supernet.mixedMaps().get(0).name();
      Matrix weight = own.matrix(map + ".weight");
      double squares = 0;
      double noise = 0;
      for (int r = 0; r < weight.rows(); r++) {
        for (int c = 0; c < weight.columns(); c++) {
          double difference = bank.matrix(map + ".weight").get(r, c) - weight.get(r, c);
          noise += difference * difference;
          squares += Math.pow(weight.get(r, c), 2);
        }
      }
      assertThat(Math.sqrt(noise / squares)).isCloseTo(SPREAD, within(0.015));
    }
  }

  @Test
  void equalSeedsGiveEqualBits() {
    Supernet supernet = TinySupernet.mixture(Mixture.neuronWise(2, 8));
    WarmStart start = new WarmStart(supernet, trained(), SPREAD);
    try (ParameterBank first = start.parameters(5);
        ParameterBank second = start.parameters(5);
        ParameterBank other = start.parameters(6)) {
      assertThat(first.toArray()).isEqualTo(second.toArray()).isNotEqualTo(other.toArray());
    }
  }

  @Test
  void aSpaceThatIsWiderIsRefused() {
    TranslationSpec largest = TinySupernet.largest();
    TranslationSpec thin = new TranslationSpec(12, 18, largest.encoder(), largest.decoder());
    DenseSubnet narrow = TinySupernet.plain().extract(thin, trained().parameters());
    assertThatThrownBy(() -> new WarmStart(TinySupernet.plain(), narrow, SPREAD).parameters(5))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("the space is wider than the network it starts from: ")
        .hasMessageContaining("in the supernet");
  }

  @Test
  void aSpaceThatIsDeeperIsRefused() {
    TranslationSpec largest = TinySupernet.largest();
    TranslationSpec shallow =
        new TranslationSpec(
            largest.encoderEmbed(),
            largest.decoderEmbed(),
            largest.encoder().subList(0, 2),
            largest.decoder().subList(0, 1));
    DenseSubnet start = TinySupernet.plain().extract(shallow, trained().parameters());
    assertThatThrownBy(() -> new WarmStart(TinySupernet.plain(), start, SPREAD).parameters(5))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("more layers than the network it starts from");
  }

  private static DenseSubnet trained() {
    Supernet plain = TinySupernet.plain();
    try (ParameterBank bank = Initializer.initialize(plain, 3)) {
      return new DenseSubnet(TinySupernet.shape(EmbeddingSharing.SHARED), bank.toArray());
    }
  }
}
