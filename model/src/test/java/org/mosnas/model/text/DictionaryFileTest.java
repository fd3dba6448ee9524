package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.model.text.TextFixtures.lines;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;

class DictionaryFileTest {
  @Test
  void readsAndRewritesTheFixtureUnchanged() throws IOException {
    Path file = TextFixtures.fixture("dict.en.txt");
    try (TextLines lines = TextLines.open(file)) {
      Vocabulary vocabulary = DictionaryFile.read(lines);
      assertThat(vocabulary.size()).isEqualTo(12);
      assertThat(vocabulary.word(4)).isEqualTo("the");
      assertThat(vocabulary.count(7)).isEqualTo(3);
      assertThat(vocabulary.word(9)).isEqualTo("na\u00a0me");
      assertThat(vocabulary.id("der")).isEqualTo(6);
      assertThat(written(vocabulary)).isEqualTo(Files.readString(file));
    }
  }

  @Test
  void splitsAtTheLastBlank() {
    assertThat(DictionaryFile.read(lines("a b 3\n")).id("a b")).isEqualTo(4);
  }

  @Test
  void readsBackWhatItWrites() {
    assertReadBack(Map.of("x", 2L, "y", 9L, "z", 2L));
    assertReadBack(Map.of("\ufeff", 9L, "\ufeffa", 2L, "\u200b", 1L, "a\u0000", 1L));
    assertReadBack(Map.of("BZh9", 9L, "\u0000", 2L, "\u00ad", 1L));
  }

  private static void assertReadBack(Map<String, Long> counts) {
    Vocabulary vocabulary = Vocabulary.build(counts, 0, 0);
    byte[] bytes = written(vocabulary).getBytes(StandardCharsets.UTF_8);
    TextLines stored = TextLines.stored("FILE", new ByteArrayInputStream(bytes));
    assertThat(DictionaryFile.read(stored)).isEqualTo(vocabulary);
  }

  @Test
  void namesTheBadLine() {
    assertBad("a 1\nb\n", "FILE:2: expected '<word> <count>', found 'b'");
    assertBad("a 1\nb x\n", "FILE:2: count 'x'");
    assertBad("a -1\n", "FILE:1: count '-1'");
    assertBad("a 1\nb 1\na 1\n", "FILE:3: word 'a' occurs a second time");
    assertBad("<unk> 1\n", "FILE:1: special word '<unk>'");
    assertBad("\n", "FILE:1: expected");
  }

  private static void assertBad(String text, String message) {
    assertThatThrownBy(() -> DictionaryFile.read(lines(text)))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(message);
  }

  private static String written(Vocabulary vocabulary) {
    StringBuilder text = new StringBuilder();
    DictionaryFile.write(vocabulary, text);
    return text.toString();
  }
}
