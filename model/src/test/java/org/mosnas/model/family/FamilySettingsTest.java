package org.mosnas.model.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationFamily;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.space.SearchSpace;

class FamilySettingsTest {
  private static final Config DEFAULTS = ConfigFactory.parseResources("reference.conf").resolve();
  private static final List<Family> FAMILIES = List.of(new TranslationFamily(), new Micro());

  @Test
  void theDefaultIsTranslation() {
    FamilySettings settings = FamilySettings.from(DEFAULTS, FAMILIES);
    assertThat(settings.family()).isEqualTo(new TranslationFamily());
    assertThat(settings.space().name()).isEqualTo("tiny");
  }

  @Test
  void theNamedFamilyReadsTheSpace() {
    FamilySettings settings = FamilySettings.from(with("family = micro"), FAMILIES);
    assertThat(settings.family()).isEqualTo(new Micro());
    assertThat(settings.space()).isEqualTo(TestSpaces.micro());
    assertThat(FamilySettings.vocabularies(DEFAULTS, settings.family())).containsExactly(7);
  }

  @Test
  void refusesOtherNamesNamingAll() {
    assertThatThrownBy(() -> FamilySettings.from(with("family = bert"), FAMILIES))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("mosnas.space.family must be one of translation, micro, was bert")
        .extracting(e -> ((MosnasException) e).kind())
        .isEqualTo(ErrorKind.USAGE);
  }

  private static Config with(String settings) {
    return ConfigFactory.parseString("mosnas.space {" + settings + "}")
        .withFallback(DEFAULTS)
        .resolve();
  }

  /** Another family, as far as settings go. */
  private record Micro() implements Family {
    @Override
    public String name() {
      return "micro";
    }

    @Override
    public SearchSpace space(BlockSettings block) {
      return TestSpaces.micro();
    }

    @Override
    public List<Integer> vocabularies(BlockSettings block) {
      return List.of(7);
    }

    @Override
    public NetworkShape shape(SearchSpace space, List<Integer> vocabularies) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Workloads workloads(EngineKind engine, NetworkShape shape, WorkloadSize size) {
      throw new UnsupportedOperationException();
    }
  }
}
