package org.mosnas.spark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.export.LabelledContent;
import org.mosnas.model.export.LabelledVectors.Answered;
import org.mosnas.model.export.TinyBundle;
import org.mosnas.model.export.TinyLabelled;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.task.labelled.Labelling;

/** What comes out of {@code mos classify} for whatever lines come in. */
class ClassifyCommandTest {
  private static final int TEXTS = 40;

  @TempDir private static Path folder;
  private static LabelledContent classes;
  private static LabelledContent numbers;
  private static Path bundle;
  private static Path pairs;

  @BeforeAll
  static void writeBundles() {
    classes = TinyLabelled.content(TinyLabelled.MERGED, TinyLabelled.CLASSES, 1, TEXTS, 5);
    numbers = TinyLabelled.content(TinyLabelled.ALIKE, new Labelling.Numbers(), 2, TEXTS, 5);
    bundle = TinyLabelled.write(folder.resolve("classes"), classes, any -> {});
    pairs = TinyLabelled.write(folder.resolve("pairs"), numbers, any -> {});
  }

  @Test
  void everyLineGetsTheLabelThatTheEngineGivesIt() {
    InputRun said = classify(bundle, input(classes));
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.lines()).isEqualTo(answers(classes));
    assertThat(said.lines()).contains("cold", "mild").doesNotContain("");
    assertThat(said.err()).containsPattern("mos: 40 lines in [\\d.]+ s, ");
    assertThat(classify(bundle, input(classes), "--batch=1", "--threads=1").out())
        .isEqualTo(said.out());
    assertThat(classify(bundle, "").out()).isEmpty();
  }

  @Test
  void probabilitiesFollowInTheOrderOfTheClasses() throws Exception {
    List<String> columns = classify(bundle, input(classes), "--scores").lines();
    List<String> objects = classify(bundle, input(classes), "--scores", "--json").lines();
    for (int i = 0; i < TEXTS; i++) {
      Answered expected = classes.vectors().answered().get(i);
      double sum = 0;
      for (float logit : expected.logits()) {
        sum += Math.exp(logit);
      }
      String[] line = columns.get(i).split("\t");
      JsonNode object = new ObjectMapper().readTree(objects.get(i));
      assertThat(line).hasSize(4).startsWith(expected.answer());
      assertThat(object.path("label").asText()).isEqualTo(expected.answer());
      for (int c = 0; c < 3; c++) {
        String name = ((Labelling.Classes) TinyLabelled.CLASSES).names().get(c);
        double probability = Math.exp(expected.logits()[c]) / sum;
        assertThat(Double.parseDouble(line[c + 1])).isCloseTo(probability, within(1e-4));
        assertThat(object.path("scores").path(name).asDouble())
            .isCloseTo(probability, within(1e-4));
      }
    }
    assertThat(classify(bundle, "sun\n", "--json").lines())
        .hasSize(1)
        .first()
        .asString()
        .matches("\\{\"label\":\"(cold|mild|warm)\"}");
  }

  @Test
  void pairsAreColumnsAndNumbersComeOut() {
    List<String> found = classify(pairs, input(numbers)).lines();
    for (int i = 0; i < TEXTS; i++) {
      assertThat(Float.parseFloat(found.get(i)))
          .isCloseTo(numbers.vectors().answered().get(i).logits()[0], within(1e-4f));
    }
    assertThat(classify(pairs, "sun\tsea\n", "--json").lines().get(0)).startsWith("{\"number\":");
    InputRun refused = classify(pairs, "sun\tsea\n", "--scores");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "mos: the labels of this model are numbers, which have no probabilities; leave out"
                + " --scores\n");
  }

  @Test
  void aBadLineEndsTheCommandWhenEverythingBeforeItIsOut() {
    InputRun empty = classify(bundle, "sun\n \u00a0\nsea\n");
    assertThat(empty.exitCode()).isEqualTo(4);
    assertThat(empty.lines()).hasSize(1).doesNotContain("");
    assertThat(empty.err()).isEqualTo("mos: standard input:2: an empty text; expected a text\n");
    assertThat(classify(bundle, "sun\tsea\n").err())
        .isEqualTo(
            "mos: standard input:1: 2 column(s) with tabs between them, expected 1, a text; correct"
                + " the line\n");
    InputRun single = classify(pairs, "sun\tsea\nsun\n");
    assertThat(single.lines()).hasSize(1);
    assertThat(single.err()).contains("standard input:2: 1 column(s)", "expected 2, a pair");
    assertThat(classify(pairs, "sun\t\n").err()).contains(":1: an empty text; expected two texts");
    byte[] latin = "sun\nd?g\n".getBytes(UTF_8);
    latin[5] = (byte) 0xe4;
    InputRun noText = run(bundle, latin);
    assertThat(noText.exitCode()).isEqualTo(4);
    assertThat(noText.lines()).hasSize(1);
    assertThat(noText.err()).startsWith("mos: standard input:2: invalid UTF-8 at byte 2 (0xE4)");
  }

  @Test
  void somethingStandsInForBadLinesIfThatIsAskedFor() {
    String endless = "x".repeat(300_000);
    InputRun said = classify(bundle, "\nsun\n" + endless + "\nsea\ta\n", "--on-bad-line=blank");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.lines()).hasSize(4);
    assertThat(List.of(said.lines().get(0), said.lines().get(2), said.lines().get(3)))
        .containsOnly("");
    assertThat(said.err().lines().toList()).hasSize(4);
    assertThat(said.err())
        .contains("mos: warning: standard input:1: an empty text", ":3: line of more than 262144 ");
    assertThat(classify(bundle, "sun\n\n", "--on-bad-line=blank", "--json").lines().get(1))
        .isEqualTo("null");
  }

  @Test
  void textsThatAreCutAreCounted() {
    String longest = "ice ".repeat(10);
    InputRun said = classify(bundle, longest + "\n" + longest + " ice\nsun\n" + longest + "a a\n");
    assertThat(said.exitCode()).isZero();
    assertThat(said.lines()).hasSize(4);
    assertThat(said.lines().get(1)).isEqualTo(said.lines().get(0));
    assertThat(said.err())
        .contains("mos: warning: 2 of 4 texts have more than 12 tokens and were cut\n");
    assertThat(classify(bundle, longest + "\n").err()).doesNotContain("cut");
  }

  @Test
  void bundlesOfAnotherTaskAndWrongOptionsAreRefused() {
    Path translation =
        TinyBundle.write(folder.resolve("translation"), EmbeddingSharing.SHARED, 5, any -> {});
    assertThat(classify(translation, "sun\n"))
        .satisfies(
            said -> {
              assertThat(said.exitCode()).isEqualTo(4);
              assertThat(said.err())
                  .isEqualTo(
                      "mos: "
                          + translation
                          + ": a bundle of the kind translation, expected labelled; name another"
                          + " one\n");
            });
    InputRun translated =
        InputRun.of("sun\n".getBytes(UTF_8), List.of("translate", "--bundle", bundle.toString()));
    assertThat(translated.exitCode()).isEqualTo(4);
    assertThat(translated.err()).contains("a bundle of the kind labelled, expected translation");
    for (String option : List.of("--batch=0", "--threads=0", "--set=seed=1", "--on-bad-line=x")) {
      assertThat(classify(bundle, "sun\n", option).exitCode()).as(option).isEqualTo(2);
    }
  }

  @Test
  void bundlesOfEveryKindAreVerifiedByOneCommand() {
    InputRun said = InputRun.of(new byte[0], List.of("verify", bundle.toString()));
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out())
        .startsWith(bundle + ": intact; scores of 40 texts within 1e-04 of the engine");
  }

  private static String input(LabelledContent content) {
    StringBuilder input = new StringBuilder();
    for (Answered text : content.vectors().answered()) {
      input.append(String.join("\t", text.texts())).append('\n');
    }
    return input.toString();
  }

  private static List<String> answers(LabelledContent content) {
    return content.vectors().answered().stream().map(Answered::answer).toList();
  }

  private static InputRun classify(Path model, String input, String... options) {
    return run(model, input.getBytes(UTF_8), options);
  }

  private static InputRun run(Path model, byte[] input, String... options) {
    List<String> arguments = new ArrayList<>(List.of("classify", "--bundle", model.toString()));
    arguments.addAll(List.of(options));
    return InputRun.of(input, arguments);
  }
}
