package org.mosnas.model.text.wordpiece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;

class TokenizerJsonTest {
  private static final WordPiece CASED =
      WordPieceTest.wordPiece(
          new Normalization(false, true, false, true), "\"", "\\", "a", "##\ud83d\ude00", "\u2028");

  @Test
  void isReadAsItIsWritten() {
    WordPiece read = TokenizerJson.read("FILE", TokenizerJson.write(CASED));
    assertThat(read.vocabulary()).isEqualTo(CASED.vocabulary());
    assertThat(read.rules()).isEqualTo(CASED.rules());
  }

  @Test
  void accentsGoWithTheCaseWhereNothingIsSaid() {
    String json = TokenizerJson.write(CASED);
    String unsaid = json.replaceFirst("\"strip_accents\" : true", "\"strip_accents\" : null");
    assertThat(TokenizerJson.read("FILE", unsaid).rules().stripAccents()).isFalse();
    String lower = unsaid.replaceFirst("\"lowercase\" : false", "\"lowercase\" : true");
    assertThat(TokenizerJson.read("FILE", lower).rules().stripAccents()).isTrue();
  }

  @Test
  void othersAreRefused() {
    String json = TokenizerJson.write(CASED);
    assertBad(json.replace("BertNormalizer", "NFC"), "normalizer must be of type BertNormalizer");
    assertBad(json.replace("BertPreTokenizer", "Whitespace"), "type must be BertPreTokenizer");
    assertBad(json.replace(": 100", ": 50"), "max_input_chars_per_word must be 100, was 50");
    assertBad(json.replace("\"a\" : 7", "\"a\" : 70"), "'a' has the id 70");
    assertBad(json.replace("\"a\" : 7", "\"a\" : 6"), "has the id 6");
    assertBad(
        json.replace("\"type\" : \"WordPiece\",\n    \"unk", "\"type\" : \"BPE\",\n    \"unk"),
        "type must be WordPiece, was BPE");
    assertBad("{}", "model must be an object, but is missing");
    assertBad("[", "expected a tokenizer.json");
    assertBad(json.replace("\"clean_text\" : true", "\"clean_text\" : 1"), "clean_text must be");
  }

  private static void assertBad(String json, String message) {
    assertThatThrownBy(() -> TokenizerJson.read("FILE", json))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("FILE: ")
        .hasMessageContaining(message);
  }
}
