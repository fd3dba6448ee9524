package org.mosnas.corpus.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HelpPageTest {
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

  @Test
  void readsTheTextOfBlocksByIdentifier() {
    assertThat(HelpPage.blocks(PAGE))
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
    assertThat(HelpPage.blocks("<html><body><p id=\"a\">Rahmen</p></body></html>")).isEmpty();
  }
}
