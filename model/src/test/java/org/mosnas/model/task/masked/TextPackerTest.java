package org.mosnas.model.task.masked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosnas.model.text.wordpiece.Normalization;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.model.text.wordpiece.WordPieceVocabulary;

class TextPackerTest {
  private static final WordPiece PIECES =
      new WordPiece(
          new WordPieceVocabulary(
              List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "c", "##d", "##e")),
          Normalization.UNCASED);

  private static List<String> packed(TextPacker packer) {
    return packer.take().stream()
        .map(
            text ->
                String.join(
                    " ", Arrays.stream(text.ids()).mapToObj(PIECES.vocabulary()::token).toList()))
        .toList();
  }

  @Test
  void fillsSequencesWithTheLinesOfADocument() {
    TextPacker packer = new TextPacker(PIECES, 6);
    packer.add("a b");
    packer.add("c a b");
    packer.add("");
    packer.flush();
    packer.add("c");
    packer.flush();
    packer.flush();
    assertThat(packed(packer))
        .containsExactly("[CLS] a b c a [SEP]", "[CLS] b [SEP]", "[CLS] c [SEP]");
    assertThat(packer.take()).isEmpty();
  }

  @Test
  void doesNotCutWordsThatFit() {
    TextPacker packer = new TextPacker(PIECES, 6);
    packer.add("a b add bded b");
    packer.flush();
    assertThat(packed(packer))
        .containsExactly(
            "[CLS] a b [SEP]",
            "[CLS] a ##d ##d [SEP]",
            "[CLS] b ##d ##e ##d [SEP]",
            "[CLS] b [SEP]");
    packer.add("a bdedeDEDE c");
    packer.flush();
    assertThat(packed(packer))
        .containsExactly(
            "[CLS] a [SEP]",
            "[CLS] b ##d ##e ##d [SEP]",
            "[CLS] ##e ##d ##e ##d [SEP]",
            "[CLS] ##e c [SEP]");
  }

  @Test
  void separatesDocumentsWithinASequence() {
    TextPacker packer = new TextPacker(PIECES, 8);
    packer.separate();
    packer.add("a b");
    packer.separate();
    packer.add("c a b");
    packer.separate();
    packer.add("c");
    packer.flush();
    assertThat(packed(packer)).containsExactly("[CLS] a b [SEP] c a b [SEP]", "[CLS] c [SEP]");
  }

  @Test
  void keepsEveryTokenInItsOrder() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 200; trial++) {
      int length = 3 + random.nextInt(12);
      TextPacker packer = new TextPacker(PIECES, length);
      List<Integer> given = new ArrayList<>();
      for (int line = 0; line < 8; line++) {
        String text = line(random);
        packer.add(text);
        Arrays.stream(PIECES.ids(text)).forEach(given::add);
      }
      packer.flush();
      List<Integer> taken = new ArrayList<>();
      for (PackedText text : packer.take()) {
        int[] ids = text.ids();
        assertThat(ids.length).isBetween(TextPacker.SHORTEST, length);
        assertThat(ids[0]).isEqualTo(PIECES.vocabulary().classification());
        assertThat(ids[ids.length - 1]).isEqualTo(PIECES.vocabulary().separator());
        assertThat(text.types()).hasSize(ids.length).containsOnly(0);
        IntStream.range(1, ids.length - 1).forEach(i -> taken.add(ids[i]));
      }
      assertThat(taken).isEqualTo(given);
    }
  }

  private static String line(SplittableRandom random) {
    StringBuilder line = new StringBuilder();
    random.ints(random.nextInt(20), 0, 6).forEach(i -> line.append("abcde ".charAt(i)));
    return line.toString();
  }

  @Test
  void refusesSequencesWithoutRoom() {
    assertThatThrownBy(() -> new TextPacker(PIECES, 2))
        .hasMessage("length must be at least 3, was 2");
  }
}
