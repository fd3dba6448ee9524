package org.mosnas.model.family.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.SpecJson;

class TranslationJsonTest {
  private static final TranslationSpec SPEC =
      new TranslationSpec(
          640,
          512,
          List.of(new EncoderLayerSpec(3072, 8), new EncoderLayerSpec(1024, 4)),
          List.of(new DecoderLayerSpec(2048, 8, 4, 2)));
  private static final String TEXT =
      "{\"kind\":\"translation\",\"encoder-embed\":640,\"decoder-embed\":512,"
          + "\"encoder\":[{\"ffn\":3072,\"heads\":8},{\"ffn\":1024,\"heads\":4}],"
          + "\"decoder\":[{\"ffn\":2048,\"self-heads\":8,\"cross-heads\":4,"
          + "\"attended-layers\":2}]}";

  @Test
  void textAndIdNeverChange() {
    // Files written by earlier versions carry these.
    assertThat(SpecJson.canonical(SPEC)).isEqualTo(TEXT);
    assertThat(SPEC.id()).isEqualTo("febc9dd33738");
  }

  @Test
  void givesEverySubnetBack() {
    for (TranslationSpace space : List.of(TestSpaces.hatWmt(), TestSpaces.micro())) {
      for (long seed = 0; seed < 200; seed++) {
        TranslationSpec spec = TestSpaces.random(space, seed);
        assertThat(parse(SpecJson.canonical(spec), "test")).as("seed %d", seed).isEqualTo(spec);
      }
    }
  }

  @Test
  void differentSubnetsHaveDifferentIds() {
    Set<TranslationSpec> specs = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (long seed = 0; seed < 2_000; seed++) {
      TranslationSpec spec = TestSpaces.random(TestSpaces.hatWmt(), seed);
      specs.add(spec);
      ids.add(spec.id());
    }
    assertThat(ids).hasSameSizeAs(specs).allMatch(id -> id.matches("[0-9a-f]{12}"));
  }

  @Test
  void ignoresWhiteSpaceAndOrder() {
    String text =
        """
        {
          "decoder": [{"heads": 0}], "encoder-embed": 640, "kind": "translation"
        }
        """
            .replace(
                "\"heads\": 0",
                "\"attended-layers\": 2, \"cross-heads\": 4, \"self-heads\": 8, \"ffn\": 2048")
            .replace(
                "\"kind\"",
                "\"decoder-embed\": 512, \"encoder\": [{\"heads\": 8, \"ffn\": 3072},"
                    + " {\"heads\": 4, \"ffn\": 1024}], \"kind\"");
    assertThat(parse(text, "test")).isEqualTo(SPEC);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"encoder-embed\":640 | \"encoder-embed\":6.5 | encoder-embed must be an integer, was 6.5",
        "\"encoder-embed\":640 | \"encoder-embd\":640 | unknown key encoder-embd",
        "\"encoder-embed\":640, | '' | key encoder-embed is missing",
        "\"ffn\":1024 | \"ffn\":\"x\" | encoder[1].ffn must be an integer, was \"x\"",
        "\"ffn\":1024 | \"ffn\":-1 | ffn must be positive, was -1",
        "\"attended-layers\":2 | \"attended-layers\":3 | must not exceed the 2 encoder layers",
        "translation | bert | kind must be \"translation\", was \"bert\"",
        "{\"ffn\":1024,\"heads\":4} | 7 | encoder[1] must be an object, was 7",
        "\"decoder-embed\":512 | \"encoder-embed\":512 | not a JSON document: Duplicate field",
        "}]} | }] | not a JSON document",
        "}]} | }]}} | not a JSON document",
      })
  void saysWhatIsWrong(String part, String replacement, String message) {
    String text = TEXT.replace(part, replacement);
    assertThat(text).isNotEqualTo(TEXT);
    assertThatThrownBy(() -> parse(text, "front.json"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("front.json: ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesNothing() {
    assertThatThrownBy(() -> parse("", "front.json"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("the document must be an object");
  }

  private static TranslationSpec parse(String text, String source) {
    return TestSpaces.hatWmt().fromJson(SpecJson.tree(text, source), source);
  }
}
