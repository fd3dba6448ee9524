package org.mosnas.corpus.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.corpus.text.CorpusAssembler.TranslatedBlock;
import org.mosnas.model.error.BadDataException;

class HelpExtractorTest {
  private static final String ROOT = "usr/share/libreoffice/help/";

  private static final String PAGE =
      """
      <!DOCTYPE html><html lang="de"><head><title>Titel</title></head>
      <body><header><p id="logo" dir="auto">Hilfe</p></header>
      <div id="DisplayArea">
        <h1 id="hd_id1" dir="auto"><a name="x"></a>Eine <span class="emph">Überschrift</span></h1>
        <p id="par_id2" class="paragraph">Drücken Sie <span id="swl_1" class="switchinline"><span
           hidden="true" id="MACx" class="MAC">Befehl</span><span hidden="true" id="defaultx">Strg</span></span>+Z,
           um zur&uuml;ck&shy;zugehen .</p>
        <div class="tip"><div class="notetext"><p dir="auto">Ein Tipp.</p><p>Noch ein Tipp.</p></div></div>
        <span id="swl_2" class="switch"><span hidden="true" id="CALCx" class="CALC"><p
           id="par_id3">Nur in Calc.</p></span><span id="defaulty"><p id="par_id4">In allen.</p></span></span>
        <p id="par_id5" class="code">Dim x As Long</p>
        <p id="par_id6" class="codeintable">y = 1</p>
        <p id="par_id7">Zeile eins<br>Zeile zwei<script>alert("p")</script></p>
        <p id="par_id8"><img src="a.svg" alt="Bild"></p>
        <p id="par_id2">Dieselbe Kennung noch einmal.</p>
      </div>
      <footer><p id="bm_module">Fuß</p></footer></body></html>
      """;

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

  @Test
  void readsTheTextOfBlocksByIdentifier() {
    assertThat(HelpExtractor.blocks(PAGE))
        .containsExactly(
            Map.entry("hd_id1", "Eine Überschrift"),
            Map.entry("par_id2", "Drücken Sie Strg+Z, um zurückzugehen."),
            Map.entry("par_id2#1", "Ein Tipp."),
            Map.entry("par_id2#2", "Noch ein Tipp."),
            Map.entry("par_id4", "In allen."),
            Map.entry("par_id7", "Zeile eins Zeile zwei"));
  }

  @Test
  void aPageWithoutTextHasNoBlocks() {
    assertThat(HelpExtractor.blocks("<html><body><p id=\"a\">Rahmen</p></body></html>")).isEmpty();
  }

  private static String page(String blocks) {
    return "<html><body><div id=\"DisplayArea\">" + blocks + "</div></body></html>";
  }
}
