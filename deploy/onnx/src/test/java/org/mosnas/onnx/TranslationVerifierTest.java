package org.mosnas.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.export.TinyBundle;
import org.mosnas.model.family.translation.EmbeddingSharing;

class TranslationVerifierTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path originals;
  @TempDir private Path folder;
  private static Path intact;
  private static Path other;
  private Path bundle;

  @BeforeAll
  static void export() {
    intact =
        TinyBundle.write(
            originals.resolve("intact"), EmbeddingSharing.SEPARATE, 1, TranslationVerifier::verify);
    other =
        TinyBundle.write(
            originals.resolve("other"), EmbeddingSharing.SEPARATE, 2, TranslationVerifier::verify);
  }

  @BeforeEach
  void copy() throws IOException {
    bundle = Files.createDirectory(folder.resolve("bundle"));
    for (String name : files()) {
      Files.copy(intact.resolve(name), bundle.resolve(name));
    }
    Files.copy(intact.resolve("manifest.json"), bundle.resolve("manifest.json"));
  }

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(intact)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("manifest.json"))
          .sorted()
          .toList();
    }
  }

  @Test
  void acceptsWhatExportWroteAndSaysWhatWasCompared() throws IOException {
    assertThat(files())
        .containsExactly(
            "README.md",
            "codes.bpe",
            "config.json",
            "decoder.onnx",
            "dict.source.txt",
            "dict.target.txt",
            "encoder.onnx",
            "model.fb",
            "test-logits.safetensors",
            "test-vectors.json",
            "weights.safetensors");
    TranslationVerifier.Report report = TranslationVerifier.verify(bundle);
    assertThat(report.translations()).isEqualTo(TinyBundle.LINES.size());
    assertThat(report.largestDifference()).isBetween(0.0, 1e-4);
    assertThat(report.summary()).contains("5 translations").contains("of 5 targets within 1e-04");
  }

  @ParameterizedTest
  @MethodSource("files")
  void refusesAChangedByteInAnyFile(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(bundle.resolve(name));
    bytes[bytes.length / 2] ^= 1;
    Files.write(bundle.resolve(name), bytes);
    assertRefused()
        .hasMessageStartingWith(bundle.resolve(name) + ": SHA-256 ")
        .hasMessageEndingWith(
            "; the file is damaged, copy the bundle again or export the run again");
  }

  @ParameterizedTest
  @MethodSource("files")
  void refusesAFileThatEndsEarly(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(bundle.resolve(name));
    Files.write(bundle.resolve(name), java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertRefused()
        .hasMessageStartingWith(
            bundle.resolve(name) + ": " + (bytes.length - 1) + " bytes, expected " + bytes.length);
  }

  @ParameterizedTest
  @MethodSource("files")
  void refusesAMissingFile(String name) throws IOException {
    Files.delete(bundle.resolve(name));
    assertRefused()
        .hasMessage(
            bundle.resolve(name)
                + ": missing, the bundle is incomplete; copy it again or export the run again");
  }

  @Test
  void refusesALinkInPlaceOfAFile() throws IOException {
    Path file = bundle.resolve("config.json");
    Files.move(file, folder.resolve("elsewhere.json"));
    Files.createSymbolicLink(file, folder.resolve("elsewhere.json"));
    assertRefused().hasMessageStartingWith(file + ": missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "/etc/passwd", "a/b", "..", "", "a\\b", ".hidden"})
  void refusesNamesThatLeadOutOfTheBundle(String name) throws IOException {
    changeManifest(files -> ((ObjectNode) files.get(0)).put("path", name));
    assertRefused()
        .hasMessage(
            bundle.resolve("manifest.json")
                + ": path '"
                + name
                + "' is not the name of a file in the bundle; do not trust this bundle, export the"
                + " run again");
  }

  @Test
  void refusesAManifestThatNamesTooLittle() throws IOException {
    changeManifest(files -> files.remove(3));
    assertRefused()
        .hasMessage(
            bundle.resolve("manifest.json")
                + ": names no decoder.onnx; the bundle is incomplete, export the run again");
  }

  @Test
  void refusesAManifestWithoutAChecksum() throws IOException {
    changeManifest(files -> ((ObjectNode) files.get(2)).put("sha256", "none"));
    assertRefused()
        .hasMessage(
            bundle.resolve("manifest.json")
                + ": no size and SHA-256 of config.json; export the run again");
  }

  @Test
  void refusesWhatIsNoManifest() throws IOException {
    Path manifest = bundle.resolve("manifest.json");
    Files.writeString(manifest, "{\"format-version\": 7}");
    assertRefused()
        .hasMessage(
            manifest
                + ": format-version 7; this program reads bundles of version 1: export the"
                + " run again");
    Files.writeString(manifest, "{");
    assertRefused().hasMessageStartingWith(manifest + ": not valid JSON (");
    Files.delete(manifest);
    assertRefused()
        .hasMessage(bundle + ": no bundle, it has no manifest.json; name what mos export wrote");
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoder.onnx", "decoder.onnx", "weights.safetensors", "model.fb"})
  void findsWhereTheNetworkOfAnotherModelParts(String name) throws Exception {
    swap(name, Files.readAllBytes(other.resolve(name)));
    String culprit = name.equals("encoder.onnx") ? "decoder.onnx" : name;
    assertRefused()
        .hasMessageStartingWith(bundle.resolve(culprit) + ": with it ")
        .hasMessageContaining(" parts from the test vectors at target 1, token 1: the score of '")
        .hasMessageContaining(" apart, at most 1e-04 expected; export the run again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encoder.onnx",
        "decoder.onnx",
        "weights.safetensors",
        "config.json",
        "test-vectors.json",
        "test-logits.safetensors"
      })
  void saysWhichFileIsNotWhatItsNameSays(String name) throws Exception {
    swap(name, "rubbish, and more rubbish".getBytes(StandardCharsets.UTF_8));
    assertRefused().hasMessageStartingWith(bundle.resolve(name) + ": ");
  }

  @Test
  void findsWhereTranslationsPart() throws Exception {
    ObjectNode vectors = (ObjectNode) JSON.readTree(bundle.resolve("test-vectors.json").toFile());
    ObjectNode sentence = (ObjectNode) vectors.at("/translated/1");
    sentence.withArray("target").insert(0, 5);
    String text = sentence.path("translation").asText();
    sentence.put("translation", token(5) + (token(5).endsWith("@@") ? "" : " ") + text);
    sentence.put("translation", sentence.path("translation").asText().replace("@@", ""));
    swap("test-vectors.json", JSON.writeValueAsBytes(vectors));
    assertRefused()
        .hasMessageStartingWith(
            bundle.resolve("decoder.onnx")
                + ": translations part at sentence 2 of test-vectors.json, token ")
        .hasMessageEndingWith("; export the run again, and report it if that does not help");
  }

  @Test
  void findsAnotherDictionary() throws Exception {
    List<String> lines = Files.readAllLines(bundle.resolve("dict.source.txt"));
    java.util.Collections.swap(lines, 0, 1);
    swap("dict.source.txt", (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    assertRefused()
        .hasMessageStartingWith(bundle + ": sentence ")
        .hasMessageContaining("becomes other tokens than at export");
    lines.remove(0);
    swap("dict.source.txt", (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    assertRefused().hasMessageContaining("a dictionary of ");
  }

  private String token(int id) throws IOException {
    return Files.readAllLines(bundle.resolve("dict.target.txt")).get(id - 4).split(" ")[0];
  }

  private AbstractThrowableAssert<?, ?> assertRefused() {
    return assertThatThrownBy(() -> TranslationVerifier.verify(bundle))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA));
  }

  private void changeManifest(Consumer<ArrayNode> change) throws IOException {
    Path file = bundle.resolve("manifest.json");
    JsonNode manifest = JSON.readTree(file.toFile());
    change.accept((ArrayNode) manifest.path("files"));
    Files.write(file, JSON.writeValueAsBytes(manifest));
  }

  /** Puts other bytes in a file and its checksum in the manifest. */
  private void swap(String name, byte[] bytes) throws Exception {
    Files.write(bundle.resolve(name), bytes);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    changeManifest(
        files -> {
          for (JsonNode entry : files) {
            if (entry.path("path").asText().equals(name)) {
              ((ObjectNode) entry).put("bytes", bytes.length).put("sha256", sha256);
            }
          }
        });
  }
}
