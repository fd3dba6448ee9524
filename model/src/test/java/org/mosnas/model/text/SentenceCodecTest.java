package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentenceCodecTest {
  private static final List<String> TEXT =
      List.of("Hello, world!", "Say hello (world).", "It costs 1,000.50 now, now!");

  @Test
  void bringsPlainTextThereAndBack() {
    SentenceCodec codec = codec(InputForm.PLAIN, 20);
    for (String line : TEXT) {
      int[] ids = codec.encode(line);
      assertThat(ids).endsWith(Vocabulary.EOS).doesNotContain(Vocabulary.UNK);
      assertThat(codec.decode(ids)).isEqualTo(line);
    }
    assertThat(codec.decode(codec.encode(" Hello,\u00a0wor\u00adld! "))).isEqualTo("Hello, world!");
  }

  @Test
  void keepsTokenisedTextTokenised() {
    SentenceCodec codec = codec(InputForm.TOKENIZED, 0);
    assertThat(codec.pieces("now, (Say"))
        .containsExactly("n@@", "o@@", "w@@", ",", "(@@", "S@@", "a@@", "y");
    assertThat(codec.decode(codec.encode("costs  now,"))).isEqualTo("costs now,");
  }

  @Test
  void takesPiecesAsTheyAre() {
    Vocabulary vocabulary = Vocabulary.build(Map.of("hal@@", 1L, "lo", 1L), 0, 0);
    SentenceCodec codec = SentenceCodec.ofPieces(vocabulary);
    assertThat(codec.encode("hal@@ lo lo")).containsExactly(4, 5, 5, 2);
    assertThat(codec.decode(new int[] {4, 5, 3, 2, 1})).isEqualTo("hallo <unk>");
    assertThat(codec.form()).isEqualTo(InputForm.BPE);
    assertThat(codec.codes()).isEmpty();
  }

  @Test
  void travelsToExecutors() {
    SentenceCodec codec = codec(InputForm.PLAIN, 20);
    SentenceCodec there = TextFixtures.travelled(codec, SentenceCodec.class);
    assertThat(there.encode(TEXT.get(0))).isEqualTo(codec.encode(TEXT.get(0)));
    assertThat(there.codes()).isEqualTo(codec.codes());
    assertThat(there.vocabulary()).isEqualTo(codec.vocabulary());
  }

  @Test
  void refusesToSplitPiecesAgain() {
    BpeCodes none = new BpeCodes(BpeCodes.Version.V0_2, List.of());
    Vocabulary vocabulary = Vocabulary.build(Map.of(), 0, 0);
    assertThatThrownBy(() -> SentenceCodec.of(InputForm.BPE, none, vocabulary))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SentenceCodec codec(InputForm form, int merges) {
    BpeCodes codes = BpeLearner.learn(count(TEXT, form), merges);
    BpeEncoder encoder = new BpeEncoder(codes);
    Map<String, Long> pieces = new HashMap<>();
    count(TEXT, form)
        .forEach((word, n) -> encoder.encode(word).forEach(p -> pieces.merge(p, n, Long::sum)));
    return SentenceCodec.of(form, codes, Vocabulary.build(pieces, 0, 0));
  }

  private static Map<String, Long> count(List<String> lines, InputForm form) {
    Map<String, Long> counts = new HashMap<>();
    for (String line : lines) {
      form.words(line).forEach(word -> counts.merge(word, 1L, Long::sum));
    }
    return counts;
  }
}
