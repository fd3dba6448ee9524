package org.mosnas.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.corpus.text.Drops.Reason;
import org.mosnas.corpus.text.GaleChurchAligner.Bead;
import org.mosnas.corpus.text.ParallelCorpus.TranslatedSentence;

class GaleChurchAlignerTest {
  private final GaleChurchAligner aligner = new GaleChurchAligner(1);
  private final Drops drops = new Drops();

  @Test
  void pairsSentencesOfEqualLengthsInOrder() {
    assertThat(aligner.align(lengths(40, 80, 20), lengths(42, 78, 21)))
        .containsExactly(new Bead(0, 1, 0, 1), new Bead(1, 2, 1, 2), new Bead(2, 3, 2, 3));
  }

  @Test
  void mergesTwoSentencesThatBecameOne() {
    assertThat(aligner.align(lengths(60, 50, 90), lengths(112, 88)))
        .containsExactly(new Bead(0, 2, 0, 1), new Bead(2, 3, 1, 2));
  }

  @Test
  void mergesOneSentenceThatBecameTwo() {
    assertThat(aligner.align(lengths(30, 120), lengths(31, 55, 64)))
        .containsExactly(new Bead(0, 1, 0, 1), new Bead(1, 2, 1, 3));
  }

  @Test
  void leavesOutASentenceThatWasNotTranslated() {
    assertThat(aligner.align(lengths(50, 200, 60, 70), lengths(50, 60, 70)))
        .contains(new Bead(1, 2, 1, 1), new Bead(2, 3, 1, 2), new Bead(3, 4, 2, 3));
  }

  @Test
  void leavesOutASentenceThatWasAdded() {
    assertThat(aligner.align(lengths(50, 60, 70), lengths(50, 60, 200, 70)))
        .contains(new Bead(2, 2, 2, 3));
  }

  @Test
  void pairsTwoWithTwoWhereTheBoundaryMoved() {
    assertThat(aligner.align(lengths(100, 20), lengths(20, 100)))
        .containsExactly(new Bead(0, 2, 0, 2));
  }

  @Test
  void expectsTheRatioOfTheLanguages() {
    GaleChurchAligner dense = new GaleChurchAligner(0.3);
    assertThat(dense.align(lengths(100, 50), lengths(30, 15)))
        .containsExactly(new Bead(0, 1, 0, 1), new Bead(1, 2, 1, 2));
    assertThat(dense.deviation(100, 30)).isEqualTo(0);
    // |100 - 130| / sqrt(6.8 * 115)
    assertThat(aligner.deviation(100, 130)).isCloseTo(30 / Math.sqrt(6.8 * 115), within(1e-12));
    assertThat(aligner.deviation(0, 0)).isEqualTo(0);
  }

  @Test
  void coversEverySentenceOnceInOrder() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<String> source = lengths(random.ints(random.nextInt(8), 1, 150).toArray());
      List<String> target = lengths(random.ints(random.nextInt(8), 1, 150).toArray());
      int i = 0;
      int j = 0;
      for (Bead bead : aligner.align(source, target)) {
        assertThat(bead.sourceFrom()).as("seed %d", seed).isEqualTo(i);
        assertThat(bead.targetFrom()).as("seed %d", seed).isEqualTo(j);
        i = bead.sourceTo();
        j = bead.targetTo();
      }
      assertThat(i).as("seed %d", seed).isEqualTo(source.size());
      assertThat(j).as("seed %d", seed).isEqualTo(target.size());
    }
  }

  @Test
  void refusesARatioThatIsNone() {
    for (double ratio : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new GaleChurchAligner(ratio))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(String.valueOf(ratio));
    }
  }

  @Test
  void pairsSentencesInOrderWhereCountsAgree() {
    assertThat(
            paragraph(
                "Open the file. Then close it.", "Öffnen Sie die Datei. Schließen Sie sie dann."))
        .containsExactly(
            new TranslatedSentence("Open the file.", "Öffnen Sie die Datei."),
            new TranslatedSentence("Then close it.", "Schließen Sie sie dann."));
  }

  @Test
  void joinsSentencesThatTheTranslationSplit() {
    assertThat(
            paragraph(
                "Opens the file that was selected in the list, and prints it.",
                "Öffnet die Datei, die in der Liste ausgewählt wurde. Danach druckt er sie aus."))
        .containsExactly(
            new TranslatedSentence(
                "Opens the file that was selected in the list, and prints it.",
                "Öffnet die Datei, die in der Liste ausgewählt wurde. Danach druckt er sie aus."));
  }

  @Test
  void countsSentencesWithoutACounterpart() {
    String extra =
        "This paragraph explains at great length something that the translators have never"
            + " seen, because it was added to the help after they had finished their work on it.";
    assertThat(
            paragraph(
                "Opens the chosen file. " + extra + " Then the dialog closes.",
                "Öffnet die gewählte Datei. Dann schließt sich der Dialog."))
        .containsExactly(
            new TranslatedSentence("Opens the chosen file.", "Öffnet die gewählte Datei."),
            new TranslatedSentence("Then the dialog closes.", "Dann schließt sich der Dialog."));
    assertThat(drops.count(Reason.UNALIGNED)).isEqualTo(1);
  }

  /** Pairs the sentences of a paragraph, where the target is a tenth longer. */
  private List<TranslatedSentence> paragraph(String source, String target) {
    return new GaleChurchAligner(1.1)
        .pairs(
            new SentenceSplitter(Language.of("en")).split(source),
            new SentenceSplitter(Language.of("de")).split(target),
            drops);
  }

  private static List<String> lengths(int... lengths) {
    return Arrays.stream(lengths).mapToObj("x"::repeat).toList();
  }
}
