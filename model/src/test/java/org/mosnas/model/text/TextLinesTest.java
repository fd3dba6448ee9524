package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.model.text.TextFixtures.gzip;
import static org.mosnas.model.text.TextFixtures.lines;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.BadDataException;

class TextLinesTest {
  @Test
  void endsLinesWherePythonsTextModeDoes() {
    assertThat(read("a\nb\rc\r\nd\u2028e\u0085f\u000bg"))
        .containsExactly("a", "b", "c", "d\u2028e\u0085f\u000bg");
    assertThat(read("a\n\n\r\n\rb\n")).containsExactly("a", "", "", "", "b");
    assertThat(read("")).isEmpty();
    assertThat(read("\n")).containsExactly("");
  }

  @Test
  void joinsLinesAndLineEndsAcrossBuffers() {
    String half = "ä".repeat(40_000);
    assertThat(read(half + "x\r\n" + half + "\r\n")).containsExactly(half + "x", half);
    String toTheBrim = "x".repeat((1 << 16) - 1);
    assertThat(read(toTheBrim + "\r\ny")).containsExactly(toTheBrim, "y");
  }

  @Test
  void skipsTheByteOrderMarkAtTheStartOnly() {
    assertThat(read("\ufeffa\n\ufeffb")).containsExactly("a", "\ufeffb");
  }

  @Test
  void readsOnFromTheStartOfAnyLine() {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 50; trial++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "\ufeff" : "");
      int size = random.nextInt(60);
      for (int i = 0; i < size; i++) {
        text.append(List.of("\n", "\r", "\r\n", "\ufeff", "\u00e4", "x").get(random.nextInt(6)));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      List<String> expected = all(lines(bytes));
      TextLines whole = lines(bytes);
      for (int before = 0; before < expected.size(); before++) {
        int offset = (int) whole.offset();
        byte[] rest = Arrays.copyOfRange(bytes, offset, bytes.length);
        TextLines part = new TextLines("FILE", new ByteArrayInputStream(rest), before);
        assertThat(all(part))
            .as("trial %d from line %d", trial, before)
            .isEqualTo(expected.subList(before, expected.size()));
        assertThat(part.lineNumber()).isEqualTo(expected.size());
        whole.next();
      }
      assertThat(whole.offset()).isEqualTo(bytes.length);
    }
  }

  @Test
  void countsBytesAcrossBuffers() {
    TextLines lines = lines(("x".repeat(99_999) + "\n").repeat(3).getBytes(StandardCharsets.UTF_8));
    lines.next();
    lines.next();
    assertThat(lines.offset()).isEqualTo(200_000);
    assertThat(lines.isCompressed()).isFalse();
    assertThat(lines(gzip("a")).isCompressed()).isTrue();
  }

  @Test
  void recognisesGzipByItsBytes() {
    assertThat(all(lines(gzip("ä\nb\n")))).containsExactly("ä", "b");
  }

  @Test
  void readsEveryMemberOfGzipFromStreamsThatHideWhatTheyHave() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip("a\n"));
    members.write(gzip("b\n"));
    members.write(gzip("c\n"));
    try (TextLines lines = new TextLines("x.gz", TextFixtures.shy(members.toByteArray()))) {
      assertThat(all(lines)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void namesFileLineAndByteOfInvalidUtf8() {
    byte[] bytes = {'o', 'k', '\n', 'a', (byte) 0xc3, (byte) 0xa4, (byte) 0xfc, 'b', '\n'};
    TextLines lines = lines(bytes);
    assertThat(lines.next()).isEqualTo("ok");
    assertThatThrownBy(lines::next)
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("FILE:2: invalid UTF-8 at byte 4 (0xFC) of the line; convert");
  }

  @Test
  void refusesSurrogatesAndOverlongFormsButNotTheReplacementCharacter() {
    assertThatThrownBy(() -> all(lines(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})))
        .hasMessageContaining("at byte 1 (0xED)");
    assertThatThrownBy(() -> all(lines(new byte[] {'a', (byte) 0xc0, (byte) 0xaf})))
        .hasMessageContaining("at byte 2 (0xC0)");
    assertThatThrownBy(() -> all(lines(new byte[] {'a', 'b', (byte) 0xe2, (byte) 0x82})))
        .hasMessageContaining("at byte 3 (0xE2)");
    assertThat(read("a\ufffdb")).containsExactly("a\ufffdb");
  }

  @Test
  void reportsTruncatedGzip() {
    byte[] whole = gzip("some text\n".repeat(1000));
    TextLines lines = lines(Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> all(lines))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("gzip data ends too early");
  }

  @Test
  void reportsMissingFiles(@TempDir Path folder) {
    assertThatThrownBy(() -> TextLines.open(folder.resolve("none.en")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("none.en: no such file");
    assertThatThrownBy(() -> all(TextLines.open(folder))).isInstanceOf(BadDataException.class);
  }

  @Test
  void countsLinesAndClosesWithItsStream(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "a\nb\nc");
    TextLines lines = TextLines.open(file);
    AtomicBoolean closed = new AtomicBoolean();
    try (Stream<String> stream = lines.stream().onClose(() -> closed.set(true))) {
      assertThat(stream.limit(2).collect(Collectors.joining("+"))).isEqualTo("a+b");
    }
    assertThat(closed).isTrue();
    assertThat(lines.lineNumber()).isEqualTo(2);
    TextLines empty = lines("");
    assertThatThrownBy(empty::next).isInstanceOf(NoSuchElementException.class);
  }

  private static List<String> read(String text) {
    return all(lines(text));
  }

  private static List<String> all(TextLines lines) {
    try (lines) {
      return lines.stream().toList();
    }
  }
}
