package org.mosnas.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.export.LabelledBundle;
import org.mosnas.model.export.LabelledContent;
import org.mosnas.model.export.LabelledFile;
import org.mosnas.model.export.LabelledVectors.Answered;
import org.mosnas.model.export.TinyBundle;
import org.mosnas.model.export.TinyLabelled;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.task.labelled.Labelling;

class LabelledVerifierTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TEXTS = 500;

  @TempDir private static Path originals;
  @TempDir private Path folder;
  private static Path intact;
  private Path bundle;

  @BeforeAll
  static void export() {
    intact = TinyLabelled.write(originals.resolve("intact"), classes(7), LabelledVerifier::verify);
  }

  private static LabelledContent classes(long seed) {
    return TinyLabelled.content(TinyLabelled.MERGED, TinyLabelled.CLASSES, 1, 20, seed);
  }

  @BeforeEach
  void copy() throws IOException {
    bundle = Files.createDirectory(folder.resolve("bundle"));
    try (Stream<Path> files = Files.list(intact)) {
      for (Path file : files.toList()) {
        Files.copy(file, bundle.resolve(file.getFileName()));
      }
    }
  }

  static Stream<Arguments> models() {
    Labelling numbers = new Labelling.Numbers();
    return Stream.of(
        Arguments.of(TinyLabelled.MERGED, TinyLabelled.CLASSES, 1),
        Arguments.of(TinyLabelled.ALIKE, TinyLabelled.CLASSES, 2),
        Arguments.of(TinyLabelled.ALIKE, numbers, 1),
        Arguments.of(TinyLabelled.MERGED, numbers, 2));
  }

  @ParameterizedTest
  @MethodSource("models")
  void runtimeAndEngineAgreeOnFiveHundredTexts(BertSpec spec, Labelling labelling, int texts) {
    LabelledContent content = TinyLabelled.content(spec, labelling, texts, TEXTS, 3);
    LabelledBundle read =
        LabelledBundle.open(TinyLabelled.write(folder.resolve("of500"), content, any -> {}));
    List<Answered> expected = content.vectors().answered();
    Set<String> labels = new HashSet<>();
    try (OnnxLabeller model = OnnxLabeller.open(read.file(LabelledFile.MODEL), 1)) {
      List<float[]> found = model.scores(content.vectors().examples(), read.config().maxTokens());
      assertThat(found).hasSize(TEXTS);
      for (int i = 0; i < TEXTS; i++) {
        assertThat(found.get(i)).containsExactly(expected.get(i).logits(), within(1e-4f));
        if (labelling instanceof Labelling.Classes) {
          assertThat(labelling.answer(found.get(i))).isEqualTo(expected.get(i).answer());
        }
        labels.add(expected.get(i).answer());
      }
    }
    assertThat(labels).hasSizeGreaterThan(1);
    LabelledVerifier.Report report = LabelledVerifier.verify(folder.resolve("of500"));
    assertThat(report.texts()).isEqualTo(TEXTS);
    assertThat(report.ties()).isZero();
    assertThat(report.summary())
        .contains("scores of 500 texts within 1e-04", "500 labels the same");
  }

  @Test
  void twoExportsOfOneModelAreTheSameBytes() throws IOException {
    Path again = TinyLabelled.write(folder.resolve("again"), classes(7), LabelledVerifier::verify);
    try (Stream<Path> files = Files.list(intact)) {
      for (Path file : files.toList()) {
        assertThat(again.resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
    assertThat(intact.resolve("manifest.json")).content().contains("\"kind\" : \"labelled\"");
  }

  @ParameterizedTest
  @EnumSource(LabelledFile.class)
  void refusesAChangedByteAndAMissingFile(LabelledFile file) throws IOException {
    Path changed = bundle.resolve(file.fileName());
    byte[] bytes = Files.readAllBytes(changed);
    bytes[bytes.length / 2] ^= 1;
    Files.write(changed, bytes);
    assertRefused().hasMessageStartingWith(changed + ": SHA-256 ");
    Files.delete(changed);
    assertRefused().hasMessageStartingWith(changed + ": missing, the bundle is incomplete");
    ObjectNode manifest = manifest();
    Iterator<JsonNode> entries = manifest.path("files").iterator();
    while (entries.hasNext()) {
      if (entries.next().path("path").asText().equals(file.fileName())) {
        entries.remove();
      }
    }
    Files.write(bundle.resolve("manifest.json"), JSON.writeValueAsBytes(manifest));
    assertRefused()
        .hasMessage(
            bundle.resolve("manifest.json")
                + ": names no "
                + file.fileName()
                + "; the bundle is incomplete, export the run again");
  }

  @ParameterizedTest
  @EnumSource(
      value = LabelledFile.class,
      names = {"MODEL", "WEIGHTS"})
  void findsTheNetworkOfAnotherModel(LabelledFile file) throws IOException {
    Path other = TinyLabelled.write(folder.resolve("other"), classes(8), any -> {});
    swap(file, Files.readAllBytes(other.resolve(file.fileName())));
    assertRefused()
        .hasMessageStartingWith(bundle.resolve(file.fileName()) + ": with it ")
        .hasMessageContaining(" parts from the test vectors at text 1: the score of '")
        .hasMessageContaining(" apart, at most 1e-04 expected; export the run again");
  }

  @ParameterizedTest
  @EnumSource(value = LabelledFile.class, names = "README", mode = EnumSource.Mode.EXCLUDE)
  void saysWhichFileIsNotWhatItsNameSays(LabelledFile file) throws IOException {
    swap(file, "rubbish, and more rubbish".getBytes(StandardCharsets.UTF_8));
    assertRefused().hasMessageStartingWith(bundle.resolve(file.fileName()) + ": ");
  }

  @Test
  void findsAnotherTokenizerAndOtherLabels() throws IOException {
    String tokenizer = Files.readString(bundle.resolve("tokenizer.json"));
    swap(
        LabelledFile.TOKENIZER,
        tokenizer
            .replace("\"lowercase\" : true", "\"lowercase\" : false")
            .getBytes(StandardCharsets.UTF_8));
    assertRefused().hasMessageStartingWith(bundle + ": text 1 of test-vectors.json becomes other");
    swap(LabelledFile.TOKENIZER, tokenizer.getBytes(StandardCharsets.UTF_8));
    List<String> tokens = Files.readAllLines(bundle.resolve("vocab.txt"));
    java.util.Collections.swap(tokens, 6, 7);
    swap(
        LabelledFile.VOCABULARY,
        (String.join("\n", tokens) + "\n").getBytes(StandardCharsets.UTF_8));
    assertRefused()
        .hasMessageStartingWith(bundle + ": 15 tokens in tokenizer.json and 15 in vocab");
    swap(LabelledFile.VOCABULARY, Files.readAllBytes(intact.resolve("vocab.txt")));
    String vectors = Files.readString(bundle.resolve("test-vectors.json"));
    String answer = JSON.readTree(vectors).at("/answered/0/answer").asText();
    String another = answer.equals("mild") ? "warm" : "mild";
    swap(
        LabelledFile.TEST_VECTORS,
        vectors
            .replaceFirst("\"answer\" : \"" + answer, "\"answer\" : \"" + another)
            .getBytes(StandardCharsets.UTF_8));
    assertRefused()
        .hasMessageStartingWith(
            bundle.resolve("model.onnx") + ": labels part at text 1 of test-vectors.json: '");
  }

  @Test
  void refusesANewerBundleAndOneOfAnotherKind() throws IOException {
    String config = Files.readString(bundle.resolve("config.json"));
    swap(
        LabelledFile.CONFIG,
        config
            .replace("\"format-version\" : 1", "\"format-version\" : 2")
            .getBytes(StandardCharsets.UTF_8));
    assertRefused()
        .hasMessage(
            bundle.resolve("config.json")
                + ": not the configuration of a bundle of version 1 (format-version 2); export the"
                + " run again");
    bundle = TinyBundle.write(folder.resolve("t"), EmbeddingSharing.SHARED, 1, any -> {});
    assertRefused()
        .hasMessage(
            bundle + ": a bundle of the kind translation, expected labelled; name another one");
  }

  private AbstractThrowableAssert<?, ?> assertRefused() {
    return assertThatThrownBy(() -> LabelledVerifier.verify(bundle))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA));
  }

  private ObjectNode manifest() throws IOException {
    return (ObjectNode) JSON.readTree(bundle.resolve("manifest.json").toFile());
  }

  /** Puts other bytes in a file and its checksum in the manifest. */
  private void swap(LabelledFile file, byte[] bytes) throws IOException {
    Path path = bundle.resolve(file.fileName());
    assertThat(Arrays.equals(Files.readAllBytes(path), bytes)).isFalse();
    Files.write(path, bytes);
    String sha256 = Checksums.sha256(path);
    ObjectNode manifest = manifest();
    manifest
        .path("files")
        .forEach(
            entry -> {
              if (entry.path("path").asText().equals(file.fileName())) {
                ((ObjectNode) entry).put("bytes", bytes.length).put("sha256", sha256);
              }
            });
    Files.write(bundle.resolve("manifest.json"), JSON.writeValueAsBytes(manifest));
  }
}
