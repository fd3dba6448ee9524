package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.BadDataException;

class SentencesTest {
  @ParameterizedTest
  @ValueSource(strings = {"newstest2021.en-de.all.xml", "A.XML", "hdfs://h/a.xml.gz"})
  void refusesXmlByItsName(String name) {
    assertThatThrownBy(() -> open(name, "one\ntwo\n"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            name + ": XML is not read, WMT's holds source and references in one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version='1.0' encoding='utf-8'?>",
        "<dataset id=\"newstest2021\">",
        "\ufeff  <SRCSET setid=\"t\">",
        "<refset>",
        "<!DOCTYPE html>"
      })
  void refusesMarkUpUnderOtherNames(String line) {
    assertThatThrownBy(() -> open("test.en", line + "\n<doc>\n"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("test.en:1: mark-up in place of a sentence per line: '<");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<xml is a word", "< b", "<datasets>", "say <?xml ?>", "", "<p>a</p>"})
  void readsTextThatOnlyLooksSo(String line) {
    try (Sentences sentences = open("test.en", line + "\nb\n")) {
      assertThat(sentences.next()).isEqualTo(line);
      assertThat(sentences.next()).isEqualTo("b");
      assertThat(sentences.hasNext()).isFalse();
    }
  }

  @Test
  void readsAnEmptyText() {
    try (Sentences sentences = open("test.en", "")) {
      assertThat(sentences.hasNext()).isFalse();
    }
  }

  private static Sentences open(String name, String text) {
    return Sentences.open(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
