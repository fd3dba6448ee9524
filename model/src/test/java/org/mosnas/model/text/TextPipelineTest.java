package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mosnas.model.text.TextFormat.Casing;
import org.mosnas.model.text.bpe.BpeCodes;
import org.mosnas.model.text.bpe.BpeEncoder;
import org.mosnas.model.text.bpe.BpeLearner;

class TextPipelineTest {
  private static final List<String> TEXT =
      List.of("The lowest (new) price!", "Der niedrigste, neue Preis.", "\u00c4pfel und \u00d6l");

  @Test
  void turnsLinesIntoIdsAndBackIntoTheSameText() {
    TextPipeline pipeline = pipeline(InputForm.PLAIN, Casing.AS_IS);
    for (String line : TEXT) {
      int[] ids = pipeline.encodeTarget(line);
      assertThat(ids).doesNotContain(Vocabulary.UNK).endsWith(Vocabulary.EOS);
      assertThat(pipeline.decode(ids)).isEqualTo(line);
      assertThat(pipeline.encode(line)).isEqualTo(ids);
    }
  }

  @Test
  void normalisesPlainText() {
    TextPipeline pipeline = pipeline(InputForm.PLAIN, Casing.AS_IS);
    assertThat(pipeline.decode(pipeline.encode(" The\u00a0low\u00adest (new)  price! ")))
        .isEqualTo(TEXT.get(0));
  }

  @Test
  void keepsTokenisedTextTokenised() {
    TextPipeline pipeline = pipeline(InputForm.TOKENIZED, Casing.AS_IS, 0);
    assertThat(pipeline.sourceVocabulary().tokens(pipeline.encode("und (new) Preis.")))
        .containsExactly(
            "u@@", "n@@", "d", "(@@", "n@@", "e@@", "w@@", ")", "P@@", "r@@", "e@@", "i@@", "s@@",
            ".");
    assertThat(pipeline.decode(pipeline.encode("(new)  Preis."))).isEqualTo("(new) Preis.");
  }

  @Test
  void encodesWordsAsItEncodesTheirLine() {
    TextPipeline pipeline = pipeline(InputForm.PLAIN, Casing.LOWER);
    SentencePair pair = pipeline.encode(pipeline.words(TEXT.get(0)), pipeline.words(TEXT.get(1)));
    assertThat(pair.source()).isEqualTo(pipeline.encode(TEXT.get(0)));
    assertThat(pair.target()).isEqualTo(pipeline.encodeTarget(TEXT.get(1)));
  }

  @Test
  void knowsNoUpperCaseWhereEverythingIsLowered() {
    TextPipeline pipeline = pipeline(InputForm.PLAIN, Casing.LOWER);
    assertThat(pipeline.decode(pipeline.encode("THE lowest"))).isEqualTo("the lowest");
    assertThat(pipeline.reference("\u00c4pfel, 1  KG")).isEqualTo("\u00e4pfel, 1  kg");
    assertThat(pipeline(InputForm.PLAIN, Casing.AS_IS).reference(" \u00c4 ")).isEqualTo(" \u00c4 ");
  }

  @Test
  void takesPiecesAsTheyAreAndScoresWords() {
    Vocabulary vocabulary = Vocabulary.build(Map.of("new@@", 2L, "er", 1L), 0, 0);
    TextPipeline pipeline = TextPipeline.ofPieces(Casing.AS_IS, vocabulary, vocabulary);
    assertThat(pipeline.encode("new@@ er est")).containsExactly(4, 5, Vocabulary.UNK, 2);
    assertThat(pipeline.decode(new int[] {4, 5, 2})).isEqualTo("newer");
    assertThat(pipeline.decode(new int[] {4, 5, 3, 2, 1})).isEqualTo("newer <unk>");
    assertThat(pipeline.format().form()).isEqualTo(InputForm.BPE);
    assertThat(pipeline.reference("new@@ er est")).isEqualTo("newer est");
    assertThat(pipeline.codes()).isEmpty();
  }

  @Test
  void keepsTheVocabulariesApart() {
    Vocabulary source = Vocabulary.build(Map.of("a", 2L), 0, 0);
    Vocabulary target = Vocabulary.build(Map.of("x", 2L, "a", 1L), 0, 0);
    TextPipeline pipeline = TextPipeline.ofPieces(Casing.AS_IS, source, target);
    assertThat(pipeline.encode("a x")).containsExactly(4, Vocabulary.UNK, 2);
    assertThat(pipeline.encodeTarget("a x")).containsExactly(5, 4, 2);
  }

  @Test
  void travelsToExecutors() throws Exception {
    TextPipeline pipeline = pipeline(InputForm.TOKENIZED, Casing.LOWER);
    TextPipeline copy = roundTrip(pipeline);
    assertThat(copy).isEqualTo(pipeline).hasSameHashCodeAs(pipeline);
    assertThat(copy.encode(TEXT.get(0))).isEqualTo(pipeline.encode(TEXT.get(0)));
    assertThat(copy.sourceVocabulary()).isSameAs(copy.targetVocabulary());
    assertThat(pipeline(InputForm.PLAIN, Casing.LOWER)).isNotEqualTo(pipeline);
  }

  @Test
  void refusesToSplitPiecesAgain() {
    BpeCodes none = new BpeCodes(BpeCodes.Version.V0_2, List.of());
    Vocabulary vocabulary = Vocabulary.build(Map.of(), 0, 0);
    assertThatThrownBy(
            () ->
                TextPipeline.of(
                    new TextFormat(InputForm.BPE, Casing.AS_IS), none, vocabulary, vocabulary))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TextPipeline pipeline(InputForm form, Casing casing) {
    return pipeline(form, casing, 10);
  }

  private static TextPipeline pipeline(InputForm form, Casing casing, int merges) {
    Map<String, Long> words = new HashMap<>();
    TEXT.forEach(
        line ->
            new TextFormat(form, casing).words(line).forEach(w -> words.merge(w, 1L, Long::sum)));
    BpeCodes codes = BpeLearner.learn(words, merges, 1);
    BpeEncoder encoder = new BpeEncoder(codes);
    Map<String, Long> pieces =
        words.keySet().stream()
            .flatMap(word -> encoder.encode(word).stream())
            .collect(Collectors.groupingBy(piece -> piece, Collectors.counting()));
    Vocabulary vocabulary = Vocabulary.build(pieces, 0, 0);
    return TextPipeline.of(new TextFormat(form, casing), codes, vocabulary, vocabulary);
  }

  private static TextPipeline roundTrip(TextPipeline pipeline)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(pipeline);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (TextPipeline) in.readObject();
    }
  }
}
