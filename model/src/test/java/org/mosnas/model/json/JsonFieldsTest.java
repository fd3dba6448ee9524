package org.mosnas.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
  @Test
  void givesWhatIsThere() throws JsonProcessingException {
    JsonNode node =
        StrictJson.parse(
            "{\"whole\": 9007199254740993, \"number\": 2, \"text\": \"two\", \"list\": [1],"
                + " \"object\": {}}");
    assertThat(JsonFields.whole(node, "whole")).isEqualTo(9007199254740993L);
    assertThat(JsonFields.number(node, "number")).isEqualTo(2.0);
    assertThat(JsonFields.count(node, "number")).isEqualTo(2);
    assertThat(JsonFields.text(node, "text")).isEqualTo("two");
    assertThat(JsonFields.list(node, "list")).hasSize(1);
    assertThat(JsonFields.object(node, "object")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2.5", "2.0", "2e0", "\"2\"", "true", "null", "9223372036854775808", "[]"})
  void aWholeNumberIsNothingElse(String value) throws JsonProcessingException {
    JsonNode node = StrictJson.parse("{\"rounds\": " + value + "}");
    assertThatThrownBy(() -> JsonFields.whole(node, "rounds"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rounds must be a whole number, was ");
  }

  @Test
  void saysWhatIsMissingOrTooLarge() throws JsonProcessingException {
    JsonNode node = StrictJson.parse("{\"many\": 4294967298, \"less\": -1}");
    assertThatThrownBy(() -> JsonFields.text(node, "name"))
        .hasMessage("name must be a text, but is missing");
    assertThatThrownBy(() -> JsonFields.integer(node, "many"))
        .hasMessage("many must be a whole number of 32 bits, was 4294967298");
    assertThatThrownBy(() -> JsonFields.count(node, "less"))
        .hasMessage("less must be a whole number from 0 on, was -1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{} {}", "{} x", "{'a':1,'a':2}", "[1,]", "{"})
  void aDocumentIsOneDocument(String text) {
    assertThatThrownBy(() -> StrictJson.parse(text.replace('\'', '"')))
        .isInstanceOf(JsonProcessingException.class);
  }
}
