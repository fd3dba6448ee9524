package org.mosnas.model.family.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.SpecJson;

/** The JSON and the text of subnets. */
class BertFormsTest {
  private static final BertSpec SPEC =
      new BertSpec(
          Bottlenecks.PAIRED,
          16,
          List.of(new BertLayerSpec(8, 4, 20), new BertLayerSpec(12, 4, 20)));

  @Test
  void areStable() {
    assertThat(SpecJson.canonical(SPEC))
        .isEqualTo(
            "{\"kind\":\"bert\",\"bottlenecks\":\"paired\",\"embed\":16,\"layers\":["
                + "{\"width\":8,\"heads\":4,\"ffn\":20},{\"width\":12,\"heads\":4,\"ffn\":20}]}");
    assertThat(SPEC.toText())
        .isEqualTo(
            "bottlenecks: paired\nembed: 16\nwidth: [8, 12]\nheads: [4, 4]\nffn: [20, 20]\n");
    assertThat(SPEC.merged().id()).isNotEqualTo(SPEC.id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "embed: 16 | embed: x | file.yml:2: key embed: expected an integer, found x; correct it",
        "width: [8, 12] | width: 8 | file.yml:3: key width: expected a list such as [12, 12],"
            + " found 8; correct it",
        "heads: [4, 4] | heads: [4] | file.yml:4: key heads: expected 2 values, as many as width"
            + " has, found 1 values; correct it",
        "heads: [4, 4] | heads: [4, 5] | file.yml: not a subnet: heads must divide the width 12 of"
            + " their layer, was 5; correct it",
        "ffn: [20, 20] | '' | file.yml: key ffn is missing; add it",
        "ffn: [20, 20] | fnn: [20, 20] | file.yml:5: unknown key fnn; expected",
        "embed: 16 | 'bottlenecks: none' | file.yml:2: key bottlenecks is given twice; remove one",
        "paired | tight | file.yml:1: key bottlenecks: expected none, paired or merged, found"
            + " tight; correct it",
        "paired | none | file.yml: not a subnet: without bottlenecks every layer must be as wide",
        "embed: 16 | 'embed: [' | file.yml:4: not YAML",
      })
  void textIsReadStrictly(String from, String to, String message) {
    String text = SPEC.toText().replace(from, to);
    assertThatThrownBy(() -> TestBerts.narrow().parse(text, "file.yml"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"bert\" | \"translation\" | kind must be \"bert\", was \"translation\"",
        "\"embed\":16 | \"embed\":\"16\" | embed must be a whole number, was \"16\"",
        "\"embed\" | \"embd\" | unknown key embd; allowed are [kind, bottlenecks, embed, layers]",
        "\"paired\" | \"open\" | bottlenecks must be none, paired or merged, was open",
        "\"width\":12 | \"width\":13 | layers[1].heads must divide the width 13 of their layer",
        "\"width\":12, | '' | key layers[1].width is missing",
      })
  void jsonIsReadStrictly(String from, String to, String message) {
    String text = SpecJson.canonical(SPEC).replace(from, to);
    assertThatThrownBy(
            () -> TestBerts.narrow().fromJson(SpecJson.tree(text, "run.json"), "run.json"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("run.json: not a subnet: ")
        .hasMessageContaining(message);
  }
}
