package org.mosnas.corpus.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.corpus.apt.DebFixture;
import org.mosnas.corpus.text.CorpusAssembler.TranslatedBlock;
import org.mosnas.model.error.BadDataException;

class HelpExtractorTest {
  private static final String ROOT = "usr/share/libreoffice/help/";

  @TempDir Path folder;

  @Test
  void pairsBlocksByPageAndIdentifier() throws IOException {
    Path english =
        DebFixture.write(
            folder.resolve("en.deb"),
            "en",
            "1",
            "xz",
            Map.of(
                ROOT + "en-US/text/b.html", page("<p id='2'>Two</p><p id='1'>One</p>"),
                ROOT + "en-US/text/sub/a.html", page("<p id='1'>A</p>"),
                ROOT + "en-US/text/only.html", page("<p id='1'>Only English</p>"),
                ROOT + "en-US/noscript.html", page("<p id='1'>No text page</p>")));
    Path german =
        DebFixture.write(
            folder.resolve("de.deb"),
            "de",
            "1",
            "xz",
            Map.of(
                ROOT + "de/text/b.html",
                    page("<p id='1'>Eins</p><p id='2'>Zwei</p><p id='3'>x</p>"),
                ROOT + "de/text/sub/a.html", page("<p id='1'>Ä</p>"),
                ROOT + "de/noscript.html", page("<p id='1'>Keine Textseite</p>")));

    assertThat(HelpExtractor.pairs(english, german))
        .containsExactly(
            new TranslatedBlock("b.html", "Two", "Zwei"),
            new TranslatedBlock("b.html", "One", "Eins"),
            new TranslatedBlock("sub/a.html", "A", "Ä"));
  }

  @Test
  void refusesPackagesWithoutHelpPages() throws IOException {
    Path other =
        DebFixture.write(folder.resolve("x.deb"), "x", "1", "xz", Map.of("usr/bin/x", "x"));
    assertThatThrownBy(() -> HelpExtractor.pairs(other, other))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("x.deb: no LibreOffice help pages");
  }

  private static String page(String blocks) {
    return "<html><body><div id=\"DisplayArea\">" + blocks + "</div></body></html>";
  }
}
