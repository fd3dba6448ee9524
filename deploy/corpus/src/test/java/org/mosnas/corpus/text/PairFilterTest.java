package org.mosnas.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.corpus.text.Drops.Reason;
import org.mosnas.corpus.text.ParallelCorpus.TranslatedSentence;

class PairFilterTest {
  private final PairFilter filter = new PairFilter(Language.of("en"), Language.of("de"), 1.15);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Choose a file.| Wählen Sie eine Datei.",
        "The total amount of 1,000.50 is displayed on page 7 of the printed document.| Der Gesamtbetrag"
            + " von 1.000,50 wird auf Seite 7 des gedruckten Dokuments angezeigt.",
        "The security without interest was purchased on 02/15/1999.| Das Wertpapier ohne Zinsen wurde"
            + " am 15.2.1999 gekauft.",
        "Press Ctrl+Page Up to go to the previous page.| Drücken Sie Strg+Bild auf, um zur"
            + " vorherigen Seite zu gehen.",
        "Turn the check on/off.| Die Prüfung ein/aus.",
        "Row and Column| Zeile und Spalte"
      })
  void keepsTranslations(String source, String target) {
    assertThat(filter.reasonToDrop(new TranslatedSentence(source, target))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TOO_SHORT| Drawing objects| Alle Zeichnungsobjekte hier",
        "TOO_SHORT| All drawing objects| Zeichnungsobjekte.",
        "LENGTH_RATIO| Sort the rows.| Sortiert alle Zeilen der Tabelle nach dem Inhalt der Spalte,"
            + " die Sie gewählt haben, und gibt sie danach aus.",
        "LENGTH_RATIO| a b c d e f g h i j| der Inhalt gilt",
        "FEW_LETTERS| The value is 3.14159265358979.| Der Wert ist 3,14159265358979.",
        "MARKUP| The formula =SUM(Start) returns the total.| Die Formel =SUMME(Start) ergibt den"
            + " Gesamtwert.",
        "MARKUP| Set the value of my_name to the text.| Setzen Sie den Wert von my_name auf den"
            + " Text.",
        "MARKUP| See the page at www.example.org for more.| Siehe die Seite auf www.example.org für"
            + " mehr.",
        "MARKUP| Open the file /home/user/notes in the editor.| Öffnen Sie die Datei"
            + " /home/user/notes im Editor.",
        "MARKUP| Write to someone@example if it is broken.| Schreiben Sie an someone@example, wenn"
            + " es kaputt ist.",
        "NUMBERS_DIFFER| The table has 3 rows.| Die Tabelle hat vier Zeilen.",
        "NUMBERS_DIFFER| Enter 10 in the first field.| Geben Sie 11 in das erste Feld ein.",
        "NO_FUNCTION_WORD| Choose Tools, Options, LibreOffice.| Wählen Sie unter Extras die"
            + " Optionen.",
        "NO_FUNCTION_WORD| Choose the options of the tools.| Extras, Optionen, Register Werkzeuge.",
        "COPIED| Open the door in a hurry.| Open the door in a Tür.",
        "COPIED| The files are on the disk.| The files of this will lie in there.",
        "COPIED| ODF format version| ODF-Formatversion"
      })
  void namesTheReason(Reason reason, String source, String target) {
    assertThat(filter.reasonToDrop(new TranslatedSentence(source, target))).contains(reason);
  }

  @Test
  void dropsWhatIsTooLong() {
    assertThat(
            filter.reasonToDrop(
                new TranslatedSentence("the words ".repeat(26), "die Worte ".repeat(26))))
        .contains(Reason.TOO_LONG);
    assertThat(
            filter.reasonToDrop(
                new TranslatedSentence("the words ".repeat(25), "die Worte ".repeat(25))))
        .isEmpty();
  }

  @Test
  void checksNoFunctionWordsOfALanguageWithoutAList() {
    PairFilter unknown = new PairFilter(Language.of("en"), Language.of("eo"), 1);
    assertThat(
            unknown.reasonToDrop(
                new TranslatedSentence(
                    "Choose the colour of the text.", "Elektu koloron teksta bonan.")))
        .isEmpty();
    assertThat(
            unknown.reasonToDrop(
                new TranslatedSentence(
                    "Choose the colour of the text.", "Pick the color in this box.")))
        .contains(Reason.COPIED);
  }

  @Test
  void measuresChineseInCharacters() {
    PairFilter chinese = new PairFilter(Language.of("en"), Language.of("zh-cn"), 0.35);
    assertThat(
            chinese.reasonToDrop(
                new TranslatedSentence(
                    "The XForms design window opens in an empty document.", "设计窗口可在空白的文档中打开。")))
        .isEmpty();
    assertThat(chinese.reasonToDrop(new TranslatedSentence("Close the window.", "关闭")))
        .contains(Reason.TOO_SHORT);
  }
}
