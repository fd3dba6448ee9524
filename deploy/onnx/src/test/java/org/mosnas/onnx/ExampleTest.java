package org.mosnas.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.export.TinyBundle;
import org.mosnas.model.export.TranslationBundle;
import org.mosnas.model.export.TranslationFile;
import org.mosnas.model.family.translation.EmbeddingSharing;

/** The program in the documentation, which knows none of our classes. */
class ExampleTest {
  private static final Path EXAMPLE =
      Path.of("../../docs/examples/Translate.java").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(EmbeddingSharing.class)
  void theExampleCompilesAndTranslatesAsWeDo(EmbeddingSharing sharing) throws Exception {
    Path path = TinyBundle.write(folder.resolve("bundle"), sharing, 3, TranslationVerifier::verify);
    TranslationBundle bundle = TranslationBundle.open(path);
    List<int[]> sources = TinyBundle.LINES.stream().map(bundle.text()::encode).toList();
    List<String> expected = new ArrayList<>();
    try (OnnxModel model =
            OnnxModel.open(
                bundle.file(TranslationFile.ENCODER), bundle.file(TranslationFile.DECODER), 1);
        Translator translator = model.translator(DecodeSettings.greedy())) {
      translator
          .translate(sources)
          .forEach(found -> expected.add(bundle.text().decode(found.get(0).ids())));
    }
    List<String> pieces =
        sources.stream().map(ids -> bundle.text().sourceVocabulary().decode(ids)).toList();
    assertThat(run(path, String.join("\n", pieces) + "\n")).isEqualTo(expected);

    // Blank lines stay, line feeds alone end a line, and nobody misses the last one.
    expected.addAll(0, List.of("", ""));
    expected.addAll(List.of("", expected.get(2)));
    String marked = "\ufeff\n\u00a0\r\n" + String.join("\r\n", pieces) + "\n\n";
    assertThat(run(path, marked + pieces.get(0).replaceFirst(" ", "\r"))).isEqualTo(expected);
  }

  private List<String> run(Path bundle, String input) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Path runtime =
        Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                runtime.toString(),
                EXAMPLE.toString(),
                bundle.toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return Files.readAllLines(out);
  }

  @Test
  void theExampleStaysShort() throws Exception {
    assertThat(Files.readAllLines(EXAMPLE)).hasSizeLessThan(90);
  }
}
