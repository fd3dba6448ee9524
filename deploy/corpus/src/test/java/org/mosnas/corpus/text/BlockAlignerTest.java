package org.mosnas.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockAlignerTest {
  private final BlockAligner aligner = new BlockAligner(Language.of("en"), Language.of("de"), 1.1);
  private final DropCounts drops = new DropCounts();

  @Test
  void pairsSentencesInOrderWhereCountsAgree() {
    assertThat(
            aligner.align(
                "Open the file. Then close it.",
                "Öffnen Sie die Datei. Schließen Sie sie dann.",
                drops))
        .containsExactly(
            new SentencePair("Open the file.", "Öffnen Sie die Datei."),
            new SentencePair("Then close it.", "Schließen Sie sie dann."));
  }

  @Test
  void joinsSentencesThatTheTranslationSplit() {
    assertThat(
            aligner.align(
                "Opens the file that was selected in the list, and prints it.",
                "Öffnet die Datei, die in der Liste ausgewählt wurde. Danach druckt er sie aus.",
                drops))
        .containsExactly(
            new SentencePair(
                "Opens the file that was selected in the list, and prints it.",
                "Öffnet die Datei, die in der Liste ausgewählt wurde. Danach druckt er sie aus."));
  }

  @Test
  void countsSentencesWithoutACounterpart() {
    String extra =
        "This paragraph explains at great length something that the translators have never"
            + " seen, because it was added to the help after they had finished their work on it.";
    assertThat(
            aligner.align(
                "Opens the chosen file. " + extra + " Then the dialog closes.",
                "Öffnet die gewählte Datei. Dann schließt sich der Dialog.",
                drops))
        .containsExactly(
            new SentencePair("Opens the chosen file.", "Öffnet die gewählte Datei."),
            new SentencePair("Then the dialog closes.", "Dann schließt sich der Dialog."));
    assertThat(drops.count(DropReason.UNALIGNED)).isEqualTo(1);
  }
}
