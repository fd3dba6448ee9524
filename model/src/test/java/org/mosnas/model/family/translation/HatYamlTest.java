package org.mosnas.model.family.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.BadDataException;

class HatYamlTest {
  private static final String TEXT =
      """
      encoder-embed-dim-subtransformer: 640
      decoder-embed-dim-subtransformer: 512
      encoder-ffn-embed-dim-all-subtransformer: [3072, 1024]
      decoder-ffn-embed-dim-all-subtransformer: [2048]
      encoder-layer-num-subtransformer: 2
      decoder-layer-num-subtransformer: 1
      encoder-self-attention-heads-all-subtransformer: [8, 4]
      decoder-self-attention-heads-all-subtransformer: [8]
      decoder-ende-attention-heads-all-subtransformer: [4]
      decoder-arbitrary-ende-attn-all-subtransformer: [1]
      """;

  private static final TranslationSpec SPEC =
      new TranslationSpec(
          640,
          512,
          TestSpecs.encoder(List.of(3072, 1024), 8, 4),
          List.of(new DecoderLayerSpec(2048, 8, 4, 2)));

  @Test
  void readsTheFixture() {
    assertThat(HatYaml.read(fixture("hat-subnet.yml")))
        .isEqualTo(
            new TranslationSpec(
                512,
                640,
                TestSpecs.encoder(List.of(1024, 2048, 3072, 1024, 2048, 3072), 8, 4, 8, 4, 8, 4),
                List.of(
                    new DecoderLayerSpec(3072, 4, 8, 1),
                    new DecoderLayerSpec(2048, 8, 8, 2),
                    new DecoderLayerSpec(1024, 4, 4, 3),
                    new DecoderLayerSpec(1024, 8, 4, 1))));
  }

  @Test
  void writesHatsKeysAndCodes() {
    assertThat(HatYaml.write(SPEC)).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // block lists, indented and not
        "[3072, 1024]|\n  - 3072\n  - 1024",
        "[3072, 1024]|\n- 3072\n- 1024",
        // lists over several lines, without blanks, with a last comma
        "[3072, 1024]|[\n  3072, # wide\n  1024,\n  ]",
        "[3072, 1024]|[3072,1024]",
        // quoted numbers and keys
        "subtransformer: 640|subtransformer: \"640\"",
        "subtransformer: 640|subtransformer: ' 640 '",
        "[8, 4]|['8', \"4\"]",
        "encoder-embed-dim-subtransformer|\"encoder-embed-dim-subtransformer\"",
        // comments, blank lines, the marks of a document, other line ends
        "subtransformer: 512|subtransformer: 512   # the decoder\n\n  # and more\n",
        "encoder-embed-dim|---\nencoder-embed-dim",
        "arbitrary-ende-attn-all-subtransformer: [1]\n|arbitrary-ende-attn-all-subtransformer: [1]\n...\n",
        "\n|\r\n",
        "encoder-embed-dim|\uFEFFencoder-embed-dim",
        // lists of all six layers, whatever the inactive ones hold
        "[2048]|[2048, 1, -7, 0, 99999, 3072]",
        "[1]|[1, -1, 5]",
        // settings of HAT's training in the same file
        "encoder-embed-dim|arch: transformersuper_wmt_en_de\nlr: [1e-7]\nencoder-embed-dim"
      })
  void readsTheSameInOtherWords(String replacement) {
    String[] parts = replacement.split("\\|", 2);
    String text =
        parts[0].equals("\n") ? TEXT.replace("\n", parts[1]) : replaceFirst(parts[0], parts[1]);
    assertThat(text).isNotEqualTo(TEXT);
    assertThat(HatYaml.parse(text, "best.yml")).isEqualTo(SPEC);
  }

  @Test
  void theOrderOfTheKeysDoesNotMatter() {
    List<String> lines = new ArrayList<>(TEXT.lines().toList());
    Collections.reverse(lines);
    assertThat(HatYaml.parse(String.join("\n", lines), "best.yml")).isEqualTo(SPEC);
  }

  @Test
  void givesEverySubnetBack() {
    for (TranslationSpace space : List.of(TestSpaces.hatWmt(), TestSpaces.micro())) {
      for (long seed = 0; seed < 200; seed++) {
        TranslationSpec spec = TestSpaces.random(space, seed);
        assertThat(HatYaml.parse(HatYaml.write(spec), "test")).as("seed %d", seed).isEqualTo(spec);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "subtransformer: 640 | subtransformer: wide | best.yml:1: key"
            + " encoder-embed-dim-subtransformer: expected a positive integer, found wide",
        "subtransformer: 640 | subtransformer: 0 | expected a positive integer, found 0",
        "subtransformer: 640 | subtransformer: 6.4e2 | expected a positive integer, found 6.4e2",
        "subtransformer: 640 | subtransformer: | expected a positive integer, found nothing",
        "subtransformer: 640 | subtransformer: '' | expected a positive integer, found nothing",
        "subtransformer: 640 | subtransformer: {a: 1} | expected a positive integer, found a mapping",
        "subtransformer: 640 | subtransformer: [640] | expected a positive integer, found a list",
        "[3072, 1024] | [3072] | best.yml:3: key encoder-ffn-embed-dim-all-subtransformer: expected"
            + " a list of at least 2 values, one per layer, found 1 values",
        "[3072, 1024] | 3072 | expected a list such as [8, 4], found 3072",
        "[3072, 1024] | [3072, 1024, x] | expected an integer, found x",
        "[3072, 1024] | [3072, null] | expected a positive integer, found null",
        "[1] | [3] | best.yml:10: key decoder-arbitrary-ende-attn-all-subtransformer: expected"
            + " -1, 1 or 2, found 3",
        "[1] | [2] | not a subnet: attendedLayers must not exceed the 2 encoder layers, was 3",
        "encoder-layer-num-subtransformer: 2 | '' | key encoder-layer-num-subtransformer is missing",
        "encoder-layer-num-subtransformer: 2 | encoder-layers: 2 | key"
            + " encoder-layer-num-subtransformer is missing; add it; of no meaning are"
            + " encoder-layers in line 5",
        "encoder-layer-num | decoder-layer-num | best.yml:6: key decoder-layer-num-subtransformer"
            + " is given twice",
        "[8, 4] | [8, 4 | best.yml:8: not YAML",
      })
  void saysFileLineAndKey(String part, String replacement, String message) {
    String text = TEXT.replace(part, replacement == null ? "" : replacement);
    assertThat(text).isNotEqualTo(TEXT);
    assertThatThrownBy(() -> HatYaml.parse(text, "best.yml"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("best.yml:")
        .hasMessageContaining(message);
  }

  @Test
  void constructsNoObjects() {
    String text = TEXT.replace("640", "!!java.io.File [/tmp]");
    assertThatThrownBy(() -> HatYaml.parse(text, "best.yml"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("best.yml:1: not YAML: Global tag is not allowed");
  }

  @Test
  void saysWhichFileIsUnreadable(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("a.yml");
    assertThatThrownBy(() -> HatYaml.read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessage(file + ": no such file; expected a HAT sub-network file");
    Files.write(file, new byte[] {(byte) 0xff, 0x41});
    assertThatThrownBy(() -> HatYaml.read(file)).hasMessageContaining("not UTF-8 text");
    Files.writeString(file, "# nothing here\n");
    assertThatThrownBy(() -> HatYaml.read(file)).hasMessageContaining("found none");
    Files.writeString(file, "a: \u0000\n");
    assertThatThrownBy(() -> HatYaml.read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("not YAML");
    assertThatThrownBy(() -> HatYaml.read(directory)).isInstanceOf(BadDataException.class);
  }

  private static String replaceFirst(String part, String replacement) {
    int at = TEXT.indexOf(part);
    assertThat(at).as(part).isNotNegative();
    return TEXT.substring(0, at) + replacement + TEXT.substring(at + part.length());
  }

  private static Path fixture(String name) {
    try {
      return Path.of(HatYamlTest.class.getResource("v1/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
