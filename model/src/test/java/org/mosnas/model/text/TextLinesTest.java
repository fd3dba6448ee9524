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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.BadLineException;

class TextLinesTest {
  @Test
  void endsLinesAtLineFeedsOnlyAndTakesOneCarriageReturnBeforeThem() {
    assertThat(read("a\nb\rc\r\nd\u2028e\u0085f\u000bg"))
        .containsExactly("a", "b\rc", "d\u2028e\u0085f\u000bg");
    assertThat(read("a\n\n\r\n\rb\n")).containsExactly("a", "", "", "\rb");
    assertThat(read("a\r\r\n\r")).containsExactly("a\r", "\r");
    assertThat(read("")).isEmpty();
    assertThat(read("\n")).containsExactly("");
  }

  @Test
  void joinsLinesAndLineEndsAcrossBuffers() {
    String half = "ä".repeat(40_000);
    assertThat(read(half + "x\r\n" + half + "\r\n")).containsExactly(half + "x", half);
    String toTheBrim = "x".repeat((1 << 16) - 1);
    assertThat(read(toTheBrim + "\r\ny")).containsExactly(toTheBrim, "y");
    assertThat(read(toTheBrim + "\ry")).containsExactly(toTheBrim + "\ry");
  }

  @Test
  void skipsTheByteOrderMarkAtTheStartOnly() {
    assertThat(read("\ufeffa\n\ufeffb")).containsExactly("a", "\ufeffb");
    assertThat(read("\ufeff\ufeffa")).containsExactly("\ufeffa");
    assertThat(all(lines(gzip("\ufeffa\n")))).containsExactly("a");
  }

  @Test
  void takesFilesOfOurOwnAsTheyAre() {
    byte[] bytes = "\ufeff 3\r\n\ufeffb\n".getBytes(StandardCharsets.UTF_8);
    TextLines stored = TextLines.stored("FILE", new ByteArrayInputStream(bytes));
    assertThat(all(stored)).containsExactly("\ufeff 3", "\ufeffb");
    byte[] likeBzip2 = "BZh91AY&SY 3\n".getBytes(StandardCharsets.UTF_8);
    assertThat(all(TextLines.stored("FILE", new ByteArrayInputStream(likeBzip2))))
        .containsExactly("BZh91AY&SY 3");
    TextLines gzip = TextLines.stored("FILE", new ByteArrayInputStream(gzip("a")));
    assertThatThrownBy(() -> all(gzip)).hasMessageStartingWith("FILE:1: invalid UTF-8 at byte 2");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        ' ', '\t', '\r', 0, 0x1b, 0x7f, 0x85, 0xa0, 0xad, 0x61c, 0x1680, 0x180e, 0x2007, 0x200b,
        0x200d, 0x200e, 0x2028, 0x2029, 0x202a, 0x202f, 0x2060, 0x2066, 0x3000, 0xfeff, 0xe0020
      })
  void linesOfWhatNobodySeesAreBlank(int codePoint) {
    String unseen = Character.toString(codePoint);
    assertThat(TextLines.isBlank(unseen + " " + unseen)).isTrue();
    assertThat(TextLines.isBlank(unseen + "." + unseen)).isFalse();
    for (InputForm form : InputForm.values()) {
      assertThat(form.words(unseen + unseen + " ")).as("%s", form).isEmpty();
      assertThat(form.words(unseen + " a")).as("%s", form).contains("a");
    }
  }

  @Test
  void emptyLinesAreBlankAndMarksThatAreSeenAreNot() {
    assertThat(TextLines.isBlank("")).isTrue();
    assertThat(List.of("\u0301", "\ue000", "\ufffd", "\u2e3a", "0")).noneMatch(TextLines::isBlank);
  }

  @Test
  void goesOnAfterBadLines() {
    byte[] bytes = {
      'a', '\n', (byte) 0xff, '\n', 'b', 'c', 'd', 'e', '\n', 'c', '\r', '\n', (byte) 0xc3
    };
    TextLines lines = TextLines.limited("FILE", new ByteArrayInputStream(bytes), 3);
    assertThat(lines.next()).isEqualTo("a");
    assertThatThrownBy(lines::next)
        .isInstanceOf(BadLineException.class)
        .hasMessageStartingWith("FILE:2: invalid UTF-8 at byte 1 (0xFF)");
    assertThatThrownBy(lines::hasNext)
        .isInstanceOf(BadLineException.class)
        .hasMessage("FILE:3: line of more than 3 bytes; expected text with one sentence per line");
    assertThat(lines.next()).isEqualTo("c");
    assertThat(lines.lineNumber()).isEqualTo(4);
    assertThatThrownBy(lines::next).hasMessageStartingWith("FILE:5: invalid UTF-8");
    assertThat(lines.hasNext()).isFalse();
  }

  @Test
  void skipsTooLongLinesAcrossBuffers() {
    String text = "x".repeat(150_000) + "\nb\n" + "y".repeat(100_000);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TextLines lines = TextLines.limited("FILE", new ByteArrayInputStream(bytes), 99_999);
    assertThatThrownBy(lines::next).hasMessageStartingWith("FILE:1: line of more than 99999");
    assertThat(lines.next()).isEqualTo("b");
    assertThatThrownBy(lines::next).hasMessageStartingWith("FILE:3: line of more than 99999");
    assertThat(lines.hasNext()).isFalse();
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
        TextLines part =
            before == 0
                ? lines(rest)
                : TextLines.rest("FILE", new ByteArrayInputStream(rest), before);
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

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 9, 13, 100, 100_000})
  void refusesWhatStandsBehindGzipData(int count) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(gzip("a\nb\n"));
    file.write("c\n".repeat(count).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> all(lines(file.toByteArray())))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("broken gzip data (what stands behind its end is not gzip data)");
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
