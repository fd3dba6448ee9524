package org.mosnas.corpus.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.BadDataException;

class DebArchiveTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"xz", "gz", "zst"})
  void readsControlFieldsAndFiles(String compressor) throws IOException {
    String longPath = "usr/share/" + "long/".repeat(30) + "file.txt";
    Path file =
        DebFixture.write(
            folder.resolve("a.deb"),
            "sample",
            "4:7.4-1+deb12u14",
            compressor,
            Map.of("usr/share/a.txt", "Grüße", longPath, "far", "usr/share/b.bin", "skipped"));
    DebArchive archive = new DebArchive(file);

    assertThat(archive.control())
        .containsEntry("Package", "sample")
        .containsEntry("Version", "4:7.4-1+deb12u14")
        .doesNotContainKey(" with a second line");
    Map<String, String> found = new TreeMap<>();
    archive.forEachFile(
        path -> path.endsWith(".txt"),
        (path, content) -> found.put(path, new String(content, StandardCharsets.UTF_8)));
    assertThat(found)
        .containsOnly(Map.entry("usr/share/a.txt", "Grüße"), Map.entry(longPath, "far"));
  }

  @Test
  void namesTheFileThatIsNoPackage() throws IOException {
    Path text = Files.writeString(folder.resolve("no.deb"), "this is no archive");
    assertThatThrownBy(() -> new DebArchive(text).control())
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no.deb: not a readable Debian package");

    Path whole = DebFixture.write(folder.resolve("b.deb"), "b", "1", "xz", Map.of("x", "y"));
    byte[] bytes = Files.readAllBytes(whole);
    Path half = folder.resolve("half.deb");
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> new DebArchive(half).forEachFile(path -> true, (path, content) -> {}))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("half.deb");
  }
}
