package org.mosnas.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.bundle.BundleWriter;
import org.mosnas.model.bundle.BundleWriter.Existing;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.export.TinyBundle;
import org.mosnas.model.family.translation.EmbeddingSharing;

class BundleWriterTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(EmbeddingSharing.class)
  void twoExportsOfOneModelAreTheSameBytes(EmbeddingSharing sharing) throws Exception {
    Path first = TinyBundle.write(folder.resolve("first"), sharing, 1, TranslationVerifier::verify);
    Path second =
        TinyBundle.write(
            folder.resolve("deep/below/second"), sharing, 1, TranslationVerifier::verify);
    assertThat(contents(first)).isEqualTo(contents(second)).containsKeys("config.json", "model.fb");
    assertThat(
            contents(
                TinyBundle.write(folder.resolve("third"), sharing, 2, TranslationVerifier::verify)))
        .isNotEqualTo(contents(first));
  }

  @Test
  void whatIsNoBundleStaysWhateverIsAskedFor() throws Exception {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Path file = Files.writeString(taken.resolve("letter.txt"), "precious");
    for (Path target : new Path[] {taken, file}) {
      for (Existing existing : Existing.values()) {
        assertThatThrownBy(() -> write(target, existing, 1))
            .isInstanceOf(MosnasException.class)
            .hasMessage(
                target
                    + " exists and is no bundle; it stays as it is, name another folder with"
                    + " --out")
            .extracting(e -> ((MosnasException) e).kind())
            .isEqualTo(ErrorKind.USAGE);
      }
    }
    assertThat(file).hasContent("precious");
  }

  @Test
  void aBundleIsReplacedOnlyIfThatIsAskedFor() throws Exception {
    Path target =
        TinyBundle.write(
            folder.resolve("bundle"), EmbeddingSharing.SHARED, 1, TranslationVerifier::verify);
    Map<String, ByteBuffer> before = contents(target);
    assertThatThrownBy(() -> write(target, Existing.KEEP, 2))
        .hasMessage(
            target + " is a bundle already; --force replaces it, --out names another folder");
    assertThat(contents(target)).isEqualTo(before);
    write(target, Existing.REPLACE, 2);
    assertThat(contents(target)).isNotEqualTo(before);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
  }

  @Test
  void anExportThatIsNotVerifiedLeavesWhatWasThere() throws Exception {
    Path target =
        TinyBundle.write(
            folder.resolve("bundle"), EmbeddingSharing.SHARED, 1, TranslationVerifier::verify);
    Map<String, ByteBuffer> before = contents(target);
    for (Path path : new Path[] {target, folder.resolve("other")}) {
      assertThatThrownBy(
              () ->
                  new BundleWriter(path, Existing.REPLACE)
                      .write(
                          TinyBundle.content(EmbeddingSharing.SHARED, 2),
                          unverified -> {
                            throw new BadDataException("parts at token 7");
                          }))
          .hasMessage("parts at token 7");
    }
    assertThat(contents(target)).isEqualTo(before);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
  }

  private static void write(Path target, Existing existing, long seed) {
    new BundleWriter(target, existing)
        .write(TinyBundle.content(EmbeddingSharing.SHARED, seed), TranslationVerifier::verify);
  }

  private static Map<String, ByteBuffer> contents(Path bundle) throws IOException {
    Map<String, ByteBuffer> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
