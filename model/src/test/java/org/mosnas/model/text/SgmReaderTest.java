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
import org.mosnas.model.error.BadDataException;

class SgmReaderTest {
  @Test
  void readsSegmentsOfTheFixture() throws IOException {
    byte[] file = Files.readAllBytes(TextFixtures.fixture("newstest.sgm"));
    assertThat(all(Sentences.open("newstest.sgm", new ByteArrayInputStream(file))))
        .containsExactly("Tom & Jerry's <show>", "It's \"fine\" &lt; 5");
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

  @Test
  void namesTheLineOfABrokenSegment() {
    assertThatThrownBy(() -> read("<doc>\n<seg id=\"1\">a\n</seg>"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("FILE:2: expected one '<seg id=\"N\"> … </seg>', found");
    assertThatThrownBy(() -> read("<seg id=\"1\">a</seg><seg id=\"2\">b</seg>"))
        .isInstanceOf(BadDataException.class);
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
