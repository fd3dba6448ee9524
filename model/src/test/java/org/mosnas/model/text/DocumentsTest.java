package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.model.text.TextFixtures.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadLineException;
import org.mosnas.model.text.Documents.Form;
import org.mosnas.model.text.Documents.Form.Layout;

class DocumentsTest {
  private static final Form JSON = new Form(Layout.JSONL, "text");

  private static List<List<String>> all(String text, Form form) {
    List<List<String>> all = new ArrayList<>();
    new Documents(lines(text), form).forEachRemaining(all::add);
    return all;
  }

  @Test
  void blankLinesStandBetweenDocuments() {
    assertThat(all("\n\na\nb\n \t\n\u200b\nc\n\n\n", Form.PLAIN))
        .containsExactly(List.of("a", "b"), List.of("c"));
    assertThat(all("", Form.PLAIN)).isEmpty();
    assertThat(all("\n\n", Form.PLAIN)).isEmpty();
  }

  @Test
  void anotherDocumentBeginsAfterManyLines() {
    List<List<String>> parts = all("a\n".repeat(2 * Documents.MOST_LINES + 1), Form.PLAIN);
    assertThat(parts).extracting(List::size).containsExactly(1024, 1024, 1);
  }

  @Test
  void aJsonLineIsADocument() {
    assertThat(
            all("{\"text\": \"a\\n\\nb\", \"n\": [1]}\n\n{\"text\": \"\"}\n{\"text\":\"c\"}", JSON))
        .containsExactly(List.of("a", "b"), List.of(), List.of("c"));
  }

  @Test
  void badJsonIsNamedByItsLine() {
    assertBad("{\"text\": \"a\"}\n{\"t\": 1}", "FILE:2: no field 'text'; expected a JSON object");
    assertBad("{\"text\": null}", "FILE:1: no text but null in the field 'text'");
    assertBad("[1]", "FILE:1: no field 'text'");
    assertBad("{\"text\": \"a\"", "FILE:1: no JSON");
    assertBad("{} {}", "FILE:1: no JSON");
  }

  private static void assertBad(String text, String message) {
    assertThatThrownBy(() -> all(text, JSON))
        .isInstanceOf(BadLineException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void longLinesAreDivided() {
    String words = "word ".repeat(40_000);
    Documents documents = new Documents(lines(words + "\n"), Form.PLAIN);
    List<String> parts = documents.next();
    assertThat(documents.dividedLines()).isEqualTo(1);
    assertThat(parts).hasSize(4).allMatch(part -> part.length() <= Documents.LONGEST_LINE);
    assertThat(String.join("", parts)).isEqualTo(words.stripTrailing() + " ");
    assertThat(parts).allMatch(part -> part.strip().endsWith("word"));
    String wide = "\ud83d\ude00".repeat(50_000);
    List<String> halves = all("a" + wide, Form.PLAIN).get(0);
    assertThat(String.join("", halves)).isEqualTo("a" + wide);
    assertThat(halves).allMatch(part -> !Character.isLowSurrogate(part.charAt(0)));
  }

  @Test
  void endsWithTheText() {
    Documents documents = new Documents(lines("a"), Form.PLAIN);
    documents.next();
    assertThat(documents.hasNext()).isFalse();
    assertThatThrownBy(documents::next).isInstanceOf(NoSuchElementException.class);
  }
}
