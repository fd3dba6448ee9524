package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.BadDataException;

class SgmReaderTest {
  @Test
  void readsSegmentsOfTheFixture() throws IOException {
    byte[] file = Files.readAllBytes(TextFixtures.fixture("newstest.sgm"));
    assertThat(all(Sentences.open("newstest.sgm", new ByteArrayInputStream(file))))
        .containsExactly("Tom & Jerry's <show>", "It\u2019s \"fine\" &lt; 5");
  }

  @Test
  void isChosenByNameAlsoWhenZipped() {
    byte[] zipped = TextFixtures.gzip("<seg id=\"1\">a</seg>\n<p>\n");
    assertThat(all(Sentences.open("DIR.x/A.SGM.gz", new ByteArrayInputStream(zipped))))
        .containsExactly("a");
    assertThat(all(Sentences.open("a.sgm.txt", new ByteArrayInputStream(zipped))))
        .containsExactly("<seg id=\"1\">a</seg>", "<p>");
  }

  @Test
  void keepsEmptySegmentsInTheirPlace() {
    assertThat(read("<seg id=\"1\"></seg>\n<seg id=\"2\">b</seg>")).containsExactly("", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<seg id=\"1\">a b</seg>",
        "<SEG ID=\"1\">a b</SEG>",
        "<Seg Id = '1'  >a b</sEG >",
        "<seg  id=1>a b</seg>",
        "<seg type=\"h\" id=\"1\">a b</seg>",
        "<seg id=\"1\" type=h>a b</seg>",
        "<seg\n  id=\"1\"\n>a b</seg>",
        "<seg id=\"1\">\n  a\n  b\n</seg>",
        "<seg id=\"1\">a\r\nb</seg>",
        "<seg id=\"1\"> a<!-- <seg id=\"9\"> --> b </seg>",
        "<hl><seg id=\"1\"><![CDATA[a b]]></seg></hl>",
        "<p>x<seg id=\"1\">a b</seg>y</p>"
      })
  void readsWhatSgmlAllows(String segment) {
    String file =
        "<!DOCTYPE srcset SYSTEM \"x.dtd\">\n<srcset>\n<DOC DocId=d>" + segment + "</DOC>";
    assertThat(read(file + "</srcset>")).containsExactly("a b");
    assertThat(read(file + "<doc docid=e>" + segment + segment.replace('1', '2')))
        .containsExactly("a b", "a b", "a b");
  }

  @Test
  void takesTheTextAsItStands() {
    String text = "It\u2019s  5 < 6 <3 & R&D, AT&T; ?a=1&section=2&copy=3 &unknown; \u00a0x\u0085y";
    assertThat(read("<seg id=1>" + text + "</seg>")).containsExactly(text);
    assertThat(
            read("<seg id=1>&lt;b&gt; &amp;amp; &rsquo; &#8217; &#x2019; &hellip; &eacute;</seg>"))
        .containsExactly("<b> &amp; \u2019 \u2019 \u2019 \u2026 \u00e9");
    assertThat(read("<seg id=1><![CDATA[a &lt; & &amp;]]></seg>"))
        .containsExactly("a &lt; & &amp;");
  }

  @Test
  void namesTheLineOfABrokenSegment() {
    assertRefused("<doc>\n<seg id=\"1\">a\n</doc>", 2, "'<seg id=\"1\">' without its end");
    assertRefused("<seg id=\"1\">a\n<seg id=\"2\">b</seg>", 1, "with <seg> in it");
    assertRefused("\n\n<seg id=\"1\">a <quote> b</seg>", 3, "with <quote> in it");
    assertRefused("<seg>a</seg>", 1, "'<seg>' without an id");
    assertRefused("<seg id=\"1>a</seg>\n<seg id=\"2\">b</seg>", 1, "with a quote missing");
  }

  @Test
  void refusesAnIdThatIsThereTwice() {
    assertThatThrownBy(
            () -> read("<doc docid=d>\n<seg id=1>a</seg>\n<seg id=2>b</seg>\n<seg id=1>c</seg>"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            "FILE:4: segment '1' of document 'd' is there twice, first in line 2; ids must differ");
  }

  @Test
  void refusesAFileWithoutSegmentsAndXml() {
    assertThatThrownBy(() -> read("just text\n"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("FILE: no segments; expected WMT's mark-up");
    assertThatThrownBy(() -> read("<dataset id=x><doc id=d><src><seg id=1>a</seg></src></doc>"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("FILE: XML is not read");
  }

  private static void assertRefused(String text, int line, String why) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            "FILE:" + line + ": expected one '<seg id=\"N\"> \u2026 </seg>', found '")
        .hasMessageContaining(why);
  }

  private static List<String> read(String text) {
    return all(new SgmReader(TextFixtures.lines(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static List<String> all(Sentences sentences) {
    List<String> all = new ArrayList<>();
    try (sentences) {
      sentences.forEachRemaining(all::add);
    }
    return all;
  }
}
