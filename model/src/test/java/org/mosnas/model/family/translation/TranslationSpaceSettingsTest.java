package org.mosnas.model.family.translation;

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

class TranslationSpaceSettingsTest {
  private static final Path CONF = Path.of("..", "conf", "space");
  private static final Config DEFAULTS = ConfigFactory.parseResources("reference.conf").resolve();

  @Test
  void defaultsAreTheTinySpace() {
    TranslationSpace space = TranslationSpaceSettings.from(DEFAULTS);
    assertThat(space)
        .isEqualTo(
            new TranslationSpace(
                "tiny",
                new EncoderChoices(
                    List.of(128, 96), List.of(3), List.of(512, 384, 256), List.of(4, 2)),
                new DecoderChoices(
                    List.of(128, 96),
                    List.of(3, 2, 1),
                    List.of(512, 384, 256),
                    List.of(4, 2),
                    List.of(4, 2),
                    List.of(1, 2, 3)),
                128,
                EmbeddingSharing.SHARED,
                20));
    assertThat(overlay("tiny")).isEqualTo(space);
  }

  @Test
  void overlaysOfHatAreHatsSpaces() {
    assertThat(overlay("hat-wmt")).isEqualTo(TestSpaces.hatWmt());
    assertThat(overlay("hat-iwslt")).isEqualTo(TestSpaces.hatIwslt());
  }

  @ParameterizedTest
  @CsvSource({"mos-wmt14-en-de, 32768", "mos-wmt14-en-fr, 44512", "mos-wmt19-en-de, 49600"})
  void overlaysOfMosAreHatsSpaceWithTheDictionaryOfTheirCorpus(String name, int size) {
    TranslationSpace hat = TestSpaces.hatWmt();
    assertThat(overlay(name))
        .isEqualTo(
            new TranslationSpace(
                name,
                hat.encoder(),
                hat.decoder(),
                hat.qkvSize(),
                hat.embeddings(),
                hat.referenceLength()));
    Config vocabulary =
        ConfigFactory.parseFile(CONF.resolve(name + ".conf").toFile())
            .getConfig("mosnas.space.vocabulary");
    assertThat(vocabulary.getInt("source")).isEqualTo(size);
    assertThat(vocabulary.getInt("target")).isEqualTo(size);
  }

  @Test
  void everyOverlayIsNamedAfterItsFileAndSetsEveryKey() throws IOException {
    try (Stream<Path> files = Files.list(CONF)) {
      List<Path> overlays =
          files
              .filter(f -> f.toString().endsWith(".conf"))
              .filter(f -> !f.getFileName().toString().startsWith("bert-"))
              .toList();
      assertThat(overlays).hasSizeGreaterThanOrEqualTo(7);
      for (Path file : overlays) {
        Config config = ConfigFactory.parseFile(file.toFile());
        assertThat(config.entrySet().stream().map(e -> e.getKey()))
            .as("%s", file)
            .containsExactlyInAnyOrderElementsOf(
                DEFAULTS.getConfig("mosnas.space").entrySet().stream()
                    .map(e -> "mosnas.space." + e.getKey())
                    .toList());
        assertThat(TranslationSpaceSettings.from(config).name() + ".conf")
            .isEqualTo(file.getFileName().toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "qkv-size = 130 | mosnas.space.encoder.heads: every value must divide qkv-size 130, was"
            + " [4, 2]",
        "qkv-size = 0 | mosnas.space.qkv-size must be positive, was 0",
        "qkv-size = 12.5 | mosnas.space.qkv-size must be an integer, was 12.5",
        "qkv-size = [128] | mosnas.space.qkv-size must be an integer, was [128]",
        "embeddings = tied | mosnas.space.embeddings must be one of shared, separate, was tied",
        "reference-length = 0 | mosnas.space.reference-length must be positive, was 0",
        "name = \" \" | mosnas.space.name must not be blank",
        "encoder.embed = [127] | mosnas.space.encoder.embed: every value must be even, was [127]",
        "encoder.layers = [] | mosnas.space.encoder.layers must offer at least one value",
        "encoder.layers = [2] | mosnas.space.decoder.arbitrary-attention: no more layers can be"
            + " attended to than the encoder has, at least 2; the choices attend to [1, 2, 3]",
        "encoder.ffn = [512, 512] | mosnas.space.encoder.ffn must not repeat a value",
        "encoder.ffn = 512 | mosnas.space.encoder.ffn has type NUMBER rather than LIST",
        "encoder.heads = [3] | mosnas.space.encoder.heads: every value must divide qkv-size 128",
        "decoder.embed = [0] | mosnas.space.decoder.embed: every value must be positive, was 0",
        "decoder.layers = [x] | mosnas.space.decoder.layers must be an integer, was \"x\"",
        "decoder.ffn = [-4] | mosnas.space.decoder.ffn: every value must be positive, was -4",
        "decoder.self-heads = [6] | mosnas.space.decoder.self-heads: every value must divide",
        "decoder.cross-heads = [6] | mosnas.space.decoder.cross-heads: every value must divide",
        "decoder.arbitrary-attention = [3] | mosnas.space.decoder.arbitrary-attention: arbitrary"
            + " attention must be -1, 1 or 2, was 3",
        "decoder = null | mosnas.space.decoder",
      })
  void refusesBadValuesNamingKeyAndFile(String setting, String message) {
    Config config =
        ConfigFactory.parseString("mosnas.space." + setting).withFallback(DEFAULTS).resolve();
    assertThatThrownBy(() -> TranslationSpaceSettings.from(config))
        .isInstanceOf(MosnasException.class)
        .satisfies(e -> assertThat(((MosnasException) e).kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void readsNumbersGivenAsText() {
    Config config =
        ConfigFactory.parseString("mosnas.space.reference-length = \"7\"").withFallback(DEFAULTS);
    assertThat(TranslationSpaceSettings.from(config).referenceLength()).isEqualTo(7);
  }

  @Test
  void refusesAConfigurationWithoutASpace() {
    assertThatThrownBy(() -> TranslationSpaceSettings.from(ConfigFactory.empty()))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("No configuration setting found for key 'mosnas'");
  }

  private static TranslationSpace overlay(String name) {
    return TranslationSpaceSettings.from(
        ConfigFactory.parseFile(CONF.resolve(name + ".conf").toFile()).resolve());
  }
}
