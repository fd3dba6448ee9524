package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.model.text.TextFixtures.lines;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.ParallelText.Pair;

class ParallelTextTest {
  private static final String SOURCE =
      """
      <srcset><doc docid="a">
      <seg id="1">one</seg>
      <seg id="2">two</seg>
      </doc><doc docid="b">
      <seg id="1">three</seg>
      </doc></srcset>
      """;

  private static final List<Pair> PAIRS =
      List.of(new Pair("one", "eins"), new Pair("two", "zwei"), new Pair("three", "drei"));

  @Test
  void pairsLineByLine() {
    try (ParallelText pairs = ParallelText.of(lines("a\nb"), lines("A\nB\n"))) {
      assertThat(pairs.next()).isEqualTo(new ParallelText.Pair("a", "A"));
      assertThat(pairs.next()).isEqualTo(new ParallelText.Pair("b", "B"));
      assertThat(pairs.hasNext()).isFalse();
    }
  }

  @Test
  void namesBothLineCountsWhenTheyDiffer() {
    try (ParallelText pairs = ParallelText.of(lines("a\n"), lines("A\nB\nC\n"))) {
      pairs.next();
      assertThatThrownBy(pairs::hasNext)
          .isInstanceOf(BadDataException.class)
          .hasMessageStartingWith("FILE has 1 lines, but FILE has 3;");
    }
  }

  @Test
  void pairsByDocumentAndIdInTheOrderOfTheSource() {
    assertThat(
            pairs(
                "<doc docid=\"b\"><seg id=\"1\">drei</seg></doc>"
                    + "<doc docid=\"a\"><seg id=\"2\">zwei</seg><seg id=\"1\">eins</seg></doc>"))
        .isEqualTo(PAIRS);
  }

  @Test
  void blanksAroundIdsDoNotCount() {
    assertThat(
            pairs(
                "<doc docid=' a '><seg id=' 1'>eins</seg><seg id='2 '>zwei</seg></doc>"
                    + "<doc docid='b'><seg id=\" 1 \">drei</seg></doc>"))
        .isEqualTo(PAIRS);
  }

  @Test
  void refusesASegmentWithoutCounterpart() {
    assertRefused(
        "<doc docid=a><seg id=1>eins</seg></doc><doc docid=b><seg id=1>drei</seg></doc>",
        "a.sgm:3: segment '2' of document 'a' is not in b.sgm; segments are paired by document");
    assertRefused(
        "<doc docid=a><seg id=1>eins</seg><seg id=2>zwei</seg>\n<seg id=3>drei</seg></doc>",
        "a.sgm:5: segment '1' of document 'b' is not in b.sgm");
    assertRefused(
        "<doc docid=a>\n<seg id=1>eins</seg>\n<seg id=2>zwei</seg>\n<seg id=3>mehr</seg></doc>"
            + "<doc docid=b><seg id=1>drei</seg></doc>",
        "b.sgm:4: segment '3' of document 'a' is not in a.sgm");
  }

  @Test
  void pairsWithPlainTextLineByLine() {
    assertThat(all(ParallelText.of(open("a.sgm", SOURCE), open("b", "eins\nzwei\ndrei\n"))))
        .isEqualTo(PAIRS);
  }

  private static void assertRefused(String target, String message) {
    assertThatThrownBy(() -> pairs(target))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(message);
  }

  private static List<Pair> pairs(String target) {
    return all(ParallelText.of(open("a.sgm", SOURCE), open("b.sgm", target)));
  }

  private static List<Pair> all(ParallelText text) {
    List<Pair> all = new ArrayList<>();
    try (text) {
      text.forEachRemaining(all::add);
    }
    return all;
  }

  private static Sentences open(String name, String text) {
    return Sentences.open(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
