package org.mosnas.model.task.masked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.bert.TextBatch;
import org.mosnas.model.task.masked.MaskingRules.Unit;
import org.mosnas.model.text.wordpiece.WordPieceVocabulary;

class MaskedBatcherTest {
  private static final WordPieceVocabulary VOCABULARY = vocabulary();
  private static final MaskedBatcher BERT = new MaskedBatcher(MaskingRules.BERT, VOCABULARY);

  /** Five special tokens, 20 beginnings of words, 20 continuations, a free id. */
  private static WordPieceVocabulary vocabulary() {
    List<String> tokens = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    IntStream.range(0, 20).forEach(i -> tokens.add("w" + i));
    IntStream.range(0, 20).forEach(i -> tokens.add("##c" + i));
    tokens.add("[unused0]");
    return new WordPieceVocabulary(tokens);
  }

  private static List<PackedText> texts(int count, int longest) {
    SplittableRandom random = new SplittableRandom(11);
    List<PackedText> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] ids = new int[3 + random.nextInt(longest - 2)];
      ids[0] = VOCABULARY.classification();
      for (int t = 1; t < ids.length - 1; t++) {
        int drawn = random.nextInt(41);
        ids[t] = drawn == 0 ? VOCABULARY.unknown() : 5 + (t == 1 ? drawn % 20 : drawn % 40);
      }
      ids[1] = 5 + i % 20;
      ids[ids.length - 1] = VOCABULARY.separator();
      texts.add(new PackedText(ids));
    }
    return texts;
  }

  private static int[] start(List<PackedText> texts) {
    int[] starts = new int[texts.size() + 1];
    for (int i = 0; i < texts.size(); i++) {
      starts[i + 1] = starts[i] + texts.get(i).length();
    }
    return starts;
  }

  private static int[] all(List<PackedText> texts) {
    return texts.stream().flatMapToInt(text -> Arrays.stream(text.ids())).toArray();
  }

  @Test
  void hidesTheSharesOfBert() {
    List<PackedText> texts = texts(2000, 128);
    int[] ids = all(texts);
    long ordinary = Arrays.stream(ids).filter(id -> !VOCABULARY.isSpecial(id)).count();
    TextBatch batch = BERT.batch(texts, 5);
    int[] read = batch.tokensIn().ids();
    int masked = 0;
    int kept = 0;
    int[] replaced = new int[VOCABULARY.size()];
    for (int row : batch.rows()) {
      masked += read[row] == VOCABULARY.mask() ? 1 : 0;
      kept += read[row] == ids[row] ? 1 : 0;
      replaced[read[row]]++;
    }
    double rows = batch.rows().length;
    assertThat(rows / ordinary).isCloseTo(0.15, within(0.003));
    assertThat(masked / rows).isCloseTo(0.8, within(0.01));
    // A piece drawn at random is the same one in 40.
    assertThat(kept / rows).isCloseTo(0.1 + 0.1 / 40, within(0.01));
    for (int id = 0; id < VOCABULARY.size(); id++) {
      if (id != VOCABULARY.mask()) {
        assertThat(replaced[id] > 0).as(VOCABULARY.token(id)).isEqualTo(!VOCABULARY.isSpecial(id));
      }
    }
  }

  @Test
  void hidesNothingElse() {
    for (Unit unit : Unit.values()) {
      MaskedBatcher batcher = new MaskedBatcher(new MaskingRules(0.15, 0.8, 0.1, unit), VOCABULARY);
      List<PackedText> texts = texts(300, 40);
      int[] ids = all(texts);
      int[] starts = start(texts);
      TextBatch batch = batcher.batch(texts, 17);
      int[] read = batch.tokensIn().ids();
      Set<Integer> rows = new HashSet<>();
      for (int i = 0; i < batch.rows().length; i++) {
        int row = batch.rows()[i];
        assertThat(rows.add(row)).isTrue();
        assertThat(batch.targets()[i]).isEqualTo(ids[row]);
        assertThat(VOCABULARY.isSpecial(ids[row])).isFalse();
      }
      IntStream.range(0, ids.length)
          .filter(row -> !rows.contains(row))
          .forEach(row -> assertThat(read[row]).isEqualTo(ids[row]));
      assertThat(batch.rows()).isSorted();
      for (int i = 0; i < texts.size(); i++) {
        int from = starts[i];
        int to = starts[i + 1];
        assertThat(rows.stream().filter(row -> row >= from && row < to).count())
            .isBetween(1L, 1L + (to - from));
      }
    }
  }

  @Test
  void hidesWholeWords() {
    MaskedBatcher batcher = new MaskedBatcher(new MaskingRules(0.3, 1, 0, Unit.WORD), VOCABULARY);
    List<PackedText> texts = texts(1000, 64);
    int[] ids = all(texts);
    TextBatch batch = batcher.batch(texts, 3);
    int[] read = batch.tokensIn().ids();
    Set<Integer> rows = new HashSet<>();
    Arrays.stream(batch.rows()).forEach(rows::add);
    for (int row : batch.rows()) {
      assertThat(read[row]).isEqualTo(VOCABULARY.mask());
      if (VOCABULARY.isContinuation(ids[row]) && !VOCABULARY.isSpecial(ids[row - 1])) {
        assertThat(rows).contains(row - 1);
      }
      if (VOCABULARY.isContinuation(ids[row + 1])) {
        assertThat(rows).contains(row + 1);
      }
    }
    long ordinary = Arrays.stream(ids).filter(id -> !VOCABULARY.isSpecial(id)).count();
    assertThat((double) rows.size() / ordinary).isCloseTo(0.3, within(0.03));
  }

  @Test
  void aBatchIsAFunctionOfItsSeed() {
    List<PackedText> texts = texts(8, 128);
    int[] first = BERT.batch(texts, 1).tokensIn().ids();
    assertThat(BERT.batch(texts, 1).tokensIn().ids()).isEqualTo(first);
    assertThat(BERT.batch(texts, 2).tokensIn().ids()).isNotEqualTo(first);
    // Equal texts of a batch are hidden differently.
    List<PackedText> twins = List.of(texts.get(0), texts.get(0));
    int[] rows = BERT.batch(twins, 1).rows();
    int length = texts.get(0).length();
    assertThat(Arrays.stream(rows).filter(row -> row >= length).map(row -> row - length).toArray())
        .isNotEqualTo(Arrays.stream(rows).filter(row -> row < length).toArray());
  }

  @Test
  void plansBatchesWithinTheBudget() {
    List<PackedText> texts = texts(500, 128);
    List<int[]> plan = BERT.plan(texts, 1024, 9);
    assertThat(plan.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, 500).toArray());
    for (int[] batch : plan) {
      int longest = Arrays.stream(batch).map(i -> texts.get(i).length()).max().orElseThrow();
      assertThat(batch.length * longest).isLessThanOrEqualTo(1024);
    }
    assertThat(BERT.plan(texts, 1024, 10)).hasSameSizeAs(plan);
    assertThat(BERT.within(texts, 64).examples())
        .allMatch(example -> ((PackedText) example).length() <= 64);
    assertThat(BERT.within(texts, 64).leftOut().source())
        .isEqualTo(texts.stream().filter(text -> text.length() > 64).count());
  }

  @Test
  void rulesAreChecked() {
    assertThatThrownBy(() -> new MaskingRules(0, 0.8, 0.1, Unit.TOKEN))
        .hasMessage("share must be above 0 and below 1, was 0.0");
    assertThatThrownBy(() -> new MaskingRules(0.15, 1.2, 0.1, Unit.TOKEN))
        .hasMessage("hidden must be from 0 to 1, was 1.2");
    assertThatThrownBy(() -> new MaskingRules(0.15, 0.8, 0.3, Unit.TOKEN))
        .hasMessage("random must be 0 or more, and with hidden 0.8 at most 1, was 0.3");
    assertThatThrownBy(
            () ->
                new MaskedBatcher(
                    MaskingRules.BERT,
                    new WordPieceVocabulary(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"))))
        .hasMessageContaining("only special ones");
  }
}
