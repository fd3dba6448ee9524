package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WhitespaceTest {
  /** {@code [c for c in range(0x110000) if chr(c).isspace()]} in Python 3. */
  private static final int[] PYTHON_SPACES = {
    0x9, 0xa, 0xb, 0xc, 0xd, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001,
    0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f,
    0x205f, 0x3000
  };

  @Test
  void isPythonsWhitespaceForEveryCodePoint() {
    int[] ours = IntStream.rangeClosed(0, 0x10ffff).filter(Whitespace::isSpace).toArray();
    assertThat(ours).containsExactly(PYTHON_SPACES);
  }

  @Test
  void splitsAtUnicodeSpacesAndAsciiSeparators() {
    assertThat(Whitespace.split("\u3000a\u00a0b\u2028c\u001cd\u001fe\u0085"))
        .isEqualTo(List.of("a", "b", "c", "d", "e"));
    assertThat(Whitespace.split(" \t\u2003")).isEmpty();
    assertThat(Whitespace.split("a\u200bb \ud83d\ude00"))
        .isEqualTo(List.of("a\u200bb", "\ud83d\ude00"));
  }

  @Test
  void collapsesRunsToOneBlankAndStripsEnds() {
    assertThat(Whitespace.collapse("  a \u00a0 b\t")).isEqualTo("a b");
    assertThat(Whitespace.collapse("a\u00a0b")).isEqualTo("a b");
    assertThat(Whitespace.collapse("a b")).isEqualTo("a b");
    assertThat(Whitespace.collapse("")).isEmpty();
    assertThat(Whitespace.collapse(" ")).isEmpty();
  }

  @Test
  void stripsOnlyTheEnd() {
    assertThat(Whitespace.stripTrailing(" a b \u2029\u001d")).isEqualTo(" a b");
  }
}
