package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class DistinctExpertsTest {
  static Stream<Mixture> mixtures() {
    return TinySpecs.mixtures();
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void acceptsExpertsDrawnApart(Mixture mixture) {
    Supernet supernet = TinySupernet.mixture(mixture);
    try (ParameterBank parameters = Initializer.initialize(supernet, 1)) {
      assertThatCode(() -> supernet.requireDistinctExperts(parameters)).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesIdenticalExpertsWithTheReason() {
    Supernet supernet = TinySupernet.mixture(Mixture.layerWise(3, 6));
    try (ParameterBank parameters = Initializer.initialize(supernet, 1)) {
      copyExpert(parameters, "decoder.layers.1.fc2.expert1", "decoder.layers.1.fc2.expert2");
      assertThatThrownBy(() -> supernet.requireDistinctExperts(parameters))
          .isInstanceOf(MosnasException.class)
          .hasMessageContaining("experts 1 and 2 of decoder.layers.1.fc2 are identical")
          .hasMessageContaining("router would get no gradient")
          .extracting(e -> ((MosnasException) e).kind())
          .isEqualTo(ErrorKind.USAGE);
    }
  }

  @Test
  void acceptsExpertsThatDifferInOneWeightOrOneBias() {
    Supernet supernet = TinySupernet.mixture(Mixture.neuronWise(2, 6));
    for (String part : new String[] {".weight", ".bias"}) {
      try (ParameterBank parameters = Initializer.initialize(supernet, 1)) {
        copyExpert(parameters, "encoder.layers.0.fc1", "encoder.layers.0.fc1.expert1");
        var values = parameters.matrix("encoder.layers.0.fc1.expert1" + part);
        int row = values.rows() - 1;
        int column = values.columns() - 1;
        values.set(row, column, Math.nextUp(values.get(row, column)));
        assertThatCode(() -> supernet.requireDistinctExperts(parameters))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void hasNothingToCheckWithoutExperts() {
    Supernet supernet = TinySupernet.plain();
    try (ParameterBank zeros = new ParameterBank(supernet.layout())) {
      supernet.requireDistinctExperts(zeros);
      assertThat(supernet.mixedMaps()).isEmpty();
    }
  }

  private static void copyExpert(ParameterBank parameters, String from, String to) {
    for (String part : new String[] {".weight", ".bias"}) {
      parameters.matrix(to + part).assign(parameters.matrix(from + part).toArray());
    }
  }
}
