package org.mosnas.model.text.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.model.text.TextFixtures.lines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.TextFixtures;
import org.mosnas.model.text.TextLines;

class BpeCodesTest {
  @Test
  void readsAndRewritesTheFixtureUnchanged() throws IOException {
    Path file = TextFixtures.fixture("codes.bpe");
    try (TextLines lines = TextLines.open(file)) {
      BpeCodes codes = BpeCodes.read(lines);
      assertThat(codes.version()).isEqualTo(BpeCodes.Version.V0_2);
      assertThat(codes.merges()).hasSize(10).contains(new BpeCodes.Merge("l", "o"));
      assertThat(written(codes)).isEqualTo(Files.readString(file));
    }
  }

  @Test
  void takesFilesWithoutHeaderForVersion01() {
    BpeCodes codes = BpeCodes.read(lines("a b\nab </w>\n"));
    assertThat(codes)
        .isEqualTo(
            new BpeCodes(
                BpeCodes.Version.V0_1,
                List.of(new BpeCodes.Merge("a", "b"), new BpeCodes.Merge("ab", "</w>"))));
    assertThat(written(codes)).isEqualTo("a b\nab </w>\n");
  }

  @Test
  void ignoresTrailingZerosOfTheVersionAndEmptyLinesAtTheEnd() {
    BpeCodes codes = BpeCodes.read(lines("#version: 0.2.0\r\na b\r\n\n\n"));
    assertThat(codes.version()).isEqualTo(BpeCodes.Version.V0_2);
    assertThat(codes.merges()).containsExactly(new BpeCodes.Merge("a", "b"));
  }

  @Test
  void namesTheBadLine() {
    assertBad("#version: 0.3\n", "FILE:1: version '0.3' of BPE codes; expected 0.1 or 0.2");
    assertBad("#version: 0.2\na b\na b c\n", "FILE:3: expected two symbols");
    assertBad("#version: 0.2\na\n", "FILE:2: expected two symbols");
    assertBad("#version: 0.2\na b\n\nc d\n", "FILE:3: empty line between merges");
  }

  private static void assertBad(String text, String message) {
    assertThatThrownBy(() -> BpeCodes.read(lines(text)))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(message);
  }

  private static String written(BpeCodes codes) {
    StringBuilder text = new StringBuilder();
    codes.write(text);
    return text.toString();
  }

  @Test
  void removesContinuationMarkers() {
    assertThat(BpeCodes.remove("hal@@ lo wel@@ t")).isEqualTo("hallo welt");
  }

  @Test
  void removesAMarkerWithoutContinuation() {
    assertThat(BpeCodes.remove("hallo wel@@")).isEqualTo("hallo wel");
    assertThat(BpeCodes.remove("")).isEmpty();
    assertThat(BpeCodes.remove("a@b a@@b")).isEqualTo("a@b a@@b");
  }
}
