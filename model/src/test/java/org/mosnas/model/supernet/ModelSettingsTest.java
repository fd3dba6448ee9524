package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.model.supernet.Mixture.RouterScope.LAYER;
import static org.mosnas.model.supernet.Mixture.RouterScope.MATRIX;
import static org.mosnas.model.supernet.Mixture.Routing.LAYER_WISE;
import static org.mosnas.model.supernet.Mixture.Routing.NEURON_WISE;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.space.EncodingKind;

class ModelSettingsTest {
  private static final Config DEFAULTS = ConfigFactory.parseResources("reference.conf").resolve();

  static Stream<Arguments> keys() {
    return Stream.of(
        key("engine", "samediff", ModelSettings::engine, EngineKind.SAMEDIFF),
        key("mixture.experts", "5", s -> s.mixture().experts(), 5),
        key("mixture.routing", "layer-wise", s -> s.mixture().routing(), LAYER_WISE),
        key("mixture.router-scope", "matrix", s -> s.mixture().scope(), MATRIX),
        key("mixture.hidden-size", "7", s -> s.mixture().hiddenSize(), 7),
        key("mixture.depth", "3", s -> s.mixture().depth(), 3),
        key("mixture.dropout", "0.25", s -> s.mixture().dropout(), 0.25),
        key("mixture.input", "fixed", ModelSettings::routerInput, EncodingKind.FIXED));
  }

  private static Arguments key(
      String key, String value, Function<ModelSettings, Object> read, Object expected) {
    return Arguments.of(key, value, read, expected);
  }

  @Test
  void defaultsAreThoseOfTheReference() {
    assertThat(ModelSettings.from(DEFAULTS))
        .isEqualTo(
            new ModelSettings(
                EngineKind.TAPE,
                new Mixture(2, NEURON_WISE, MATRIX, 128, 2, 0.1),
                EncodingKind.FINE));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyIsRead(
      String key, String value, Function<ModelSettings, Object> read, Object expected) {
    assertThat(read.apply(ModelSettings.from(with(key + " = " + value)))).isEqualTo(expected);
  }

  @Test
  void noKeyOfTheReferenceIsForgotten() {
    Set<String> tested = new HashSet<>();
    keys().forEach(arguments -> tested.add((String) arguments.get()[0]));
    assertThat(tested)
        .containsExactlyInAnyOrderElementsOf(
            DEFAULTS.getConfig(ModelSettings.PATH).withoutPath("init").entrySet().stream()
                .map(java.util.Map.Entry::getKey)
                .toList());
  }

  @Test
  void aSupernetBeginsWithNewWeightsUnlessToldOtherwise() {
    assertThat(WarmStartSettings.from(DEFAULTS))
        .isEqualTo(new WarmStartSettings(Optional.empty(), 0.1, ImportanceOrder.MAGNITUDE));
    assertThat(
            WarmStartSettings.from(
                with("init { from = /encoder, spread = 0.2, order = gradient }")))
        .isEqualTo(new WarmStartSettings(Optional.of("/encoder"), 0.2, ImportanceOrder.GRADIENT));
    assertThatThrownBy(() -> WarmStartSettings.from(with("init.spread = 0")))
        .hasMessageContaining("spread must be positive, was 0.0");
  }

  @Test
  void bothScopesAreUnderstood() {
    Config layer = with("mixture { router-scope = layer, routing = layer-wise }");
    assertThat(ModelSettings.from(layer).mixture().scope()).isEqualTo(LAYER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "engine = gpu | mosnas.model.engine must be one of tape",
        "mixture.experts = 0 | mosnas.model.mixture.experts must be at least 1, was 0",
        "mixture.experts = 1.5 | mosnas.model.mixture.experts must be an integer, was 1.5",
        "mixture.routing = token-wise | mosnas.model.mixture.routing must be one of layer-wise,"
            + " neuron-wise, was token-wise",
        "mixture.router-scope = layer | mosnas.model.mixture.router-scope must be matrix for"
            + " neuron-wise routing",
        "mixture.router-scope = all | mosnas.model.mixture.router-scope must be one of layer,"
            + " matrix, was all",
        "mixture.hidden-size = 0 | mosnas.model.mixture.hidden-size must be at least 1, was 0",
        "mixture.depth = 0 | mosnas.model.mixture.depth must be at least 1, was 0",
        "mixture.dropout = 1 | mosnas.model.mixture.dropout must be in [0, 1), was 1.0",
        "mixture.dropout = -0.1 | mosnas.model.mixture.dropout must be in [0, 1), was -0.1",
        "mixture.dropout = NaN | mosnas.model.mixture.dropout",
        "mixture.dropout = no | mosnas.model.mixture.dropout",
        "mixture.input = coarse | mosnas.model.mixture.input must be one of aggregate, fine,"
            + " one-hot, fixed, was coarse",
        "mixture.depth = null | mosnas.model.mixture.depth",
      })
  void refusesBadValuesNamingTheKey(String setting, String message) {
    assertThatThrownBy(() -> ModelSettings.from(with(setting)))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((MosnasException) e).kind())
        .isEqualTo(ErrorKind.USAGE);
  }

  @Test
  void makesTheSupernetOfASpace() {
    TranslationSpace space = TestSpaces.micro();
    ModelSettings settings = ModelSettings.from(with("mixture.hidden-size = 4"));
    Supernet supernet = settings.supernet(space, TranslationShape.of(space, 12, 12));
    assertThat(supernet.shape().envelope()).isEqualTo(space.largest());
    assertThat(supernet.mixture()).isEqualTo(settings.mixture());
    ParameterLayout.Slot router =
        supernet.layout().slot("encoder.layers.0.fc1.router.hidden0.weight");
    // Fine encoding: 4 sizes, 2 numbers for each of 3 encoder and 4 for each of 2 decoder layers.
    assertThat(router.columns()).isEqualTo(4 + 2 * 3 + 4 * 2);
    assertThat(List.copyOf(supernet.layout().names()))
        .contains("encoder.layers.2.fc2.expert1.bias");
  }

  private static Config with(String settings) {
    return ConfigFactory.parseString("mosnas.model {" + settings + "}")
        .withFallback(DEFAULTS)
        .resolve();
  }
}
