package org.mosnas.model.family.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.FamilySettings;

class BertSpaceSettingsTest {
  private static final Path CONF = Path.of("..", "conf", "space");
  private static final Config DEFAULTS =
      ConfigFactory.parseString("family = bert\n" + new BertFamily().defaults())
          .atPath("mosnas.space");

  @Test
  void shippedSpacesAreThePapers() {
    assertThat(read(overlay("bert-v1"))).isEqualTo(TestBerts.v1());
    assertThat(read(overlay("bert-v5.1"))).isEqualTo(TestBerts.v5(12, 12));
    assertThat(read(overlay("bert-v5.2"))).isEqualTo(TestBerts.v5(24, 6, 9, 12));
    assertThat(read(overlay("bert-tiny"))).isEqualTo(read(DEFAULTS));
    assertThat(read(overlay("bert-tiny-homogeneous")).cardinality()).isEqualTo(108);
    assertThat(read(overlay("bert-minilm")).cardinality()).isEqualTo(75);
  }

  @Test
  void everyOverlayIsNamedAfterItsFileAndSetsEveryKey() throws IOException {
    try (Stream<Path> files = Files.list(CONF)) {
      List<Path> overlays =
          files.filter(file -> file.getFileName().toString().startsWith("bert-")).toList();
      assertThat(overlays).hasSize(6);
      for (Path file : overlays) {
        Config config = ConfigFactory.parseFile(file.toFile());
        assertThat(config.entrySet().stream().map(e -> e.getKey()))
            .as("%s", file)
            .containsExactlyInAnyOrderElementsOf(
                DEFAULTS.entrySet().stream().map(e -> e.getKey()).toList());
        assertThat(read(config).name() + ".conf").isEqualTo(file.getFileName().toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "heads = [5] | mosnas.space.heads: every value must divide every width of hidden, and 5"
            + " does not divide 192",
        "heads = [4, 2] | mosnas.space.heads must be a list of one value with layout bottleneck,"
            + " was [4, 2]",
        "layers = [] | mosnas.space.layers must be a list of one value",
        "hidden = [256, 96] | mosnas.space.hidden: no layer may be wider than embed, 192, was"
            + " [256, 96]",
        "hidden = [] | mosnas.space.hidden must offer at least one value",
        "hidden-step = -1 | mosnas.space.hidden-step must be 0 or more, was -1",
        "hidden-step = 100 | mosnas.space.hidden-step must lead from 48 to 192",
        "embed = 0 | mosnas.space.embed must be positive, was 0",
        "ffn = 1.5 | mosnas.space.ffn must be an integer, was 1.5",
        "layout = wide | mosnas.space.layout must be one of bottleneck, homogeneous, was wide",
        "reference-length = 129 | mosnas.space.reference-length must be at most the 128 positions,"
            + " was 129",
        "name = \" \" | mosnas.space.name must not be blank",
        "vocabulary = 0 | mosnas.space.vocabulary must be positive, was 0",
      })
  void refusesBadValuesNamingTheirKeys(String setting, String message) {
    Config config = ConfigFactory.parseString("mosnas.space." + setting).withFallback(DEFAULTS);
    assertThatThrownBy(
            () -> {
              BertSpace unused = read(config);
              FamilySettings.vocabularies(config, new BertFamily());
            })
        .isInstanceOf(MosnasException.class)
        .satisfies(e -> assertThat(((MosnasException) e).kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2.505] | mosnas.space.ffn-ratio: every value must be positive with at most two decimals,"
            + " was 2.505",
        "[0] | mosnas.space.ffn-ratio: every value must be positive with at most two decimals",
        "[x] | mosnas.space.ffn-ratio must be a finite number, was \"x\"",
        "[1.01] | mosnas.space.ffn-ratio: every value must give whole widths, and 1.01 times hidden"
            + " 192 does not",
      })
  void refusesBadRatios(String ratios, String message) {
    Config config =
        ConfigFactory.parseString(
                "mosnas.space { layout = homogeneous, ffn-ratio = " + ratios + " }")
            .withFallback(DEFAULTS);
    assertThatThrownBy(() -> read(config))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining(message);
  }

  private static BertSpace read(Config config) {
    return (BertSpace) FamilySettings.from(config, List.of(new BertFamily())).space();
  }

  private static Config overlay(String name) {
    return ConfigFactory.parseFile(CONF.resolve(name + ".conf").toFile()).resolve();
  }
}
