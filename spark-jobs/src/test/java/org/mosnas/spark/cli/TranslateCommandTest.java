package org.mosnas.spark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.export.TinyBundle;
import org.mosnas.model.family.translation.EmbeddingSharing;

/** What comes out of {@code mos translate} for whatever lines come in. */
class TranslateCommandTest {
  private static final String HOUSE = "a big house";
  private static final String DOG = "the dog sees the cat";
  private static final String LONG = "a ".repeat(1200);

  @TempDir private static Path folder;
  private static Path bundle;
  private static String house;
  private static String dog;

  @BeforeAll
  static void writeABundle() {
    bundle = TinyBundle.write(folder.resolve("bundle"), EmbeddingSharing.SHARED, 5, any -> {});
    List<String> translations = translate(HOUSE + "\n" + DOG + "\n").lines();
    house = translations.get(0);
    dog = translations.get(1);
    assertThat(translations).hasSize(2).doesNotContain("");
  }

  @Test
  void onlyLineFeedsEndALine() {
    InputRun said = translate("a\rbig\u2028house\r\n\ufeff\r\r\n" + DOG + "\r");
    assertThat(said.lines()).containsExactly(house, "", dog);
    assertThat(said.err()).contains("mos: 3 lines in ");
    assertThat(translate("\ufeff" + HOUSE).lines()).containsExactly(house);
    assertThat(translate("\n").lines()).containsExactly("");
    assertThat(translate("")).extracting(InputRun::exitCode, InputRun::out).containsExactly(0, "");
  }

  @Test
  void blankLinesStayBlank() {
    String unseen = " \u00a0\u200b\u00ad\u202f\u2007\u0085\ufeff\u0000\t\u2028\u200d";
    String blank = "\n" + String.join("\n", unseen.split("")) + "\n" + unseen + "\n";
    List<String> expected = new ArrayList<>(Collections.nCopies(unseen.length() + 2, ""));
    expected.add(0, house);
    expected.add(dog);
    assertThat(translate(HOUSE + "\n" + blank + DOG + "\n").lines()).isEqualTo(expected);
    assertThat(translate(unseen).lines()).containsExactly("");
  }

  @Test
  void aLineThatIsTooLongStopsWhenEverythingBeforeItIsOut() {
    InputRun said = translate(HOUSE + "\n\n" + LONG + "\n" + DOG + "\n");
    assertThat(said.exitCode()).isEqualTo(4);
    assertThat(said.lines()).containsExactly(house, "");
    assertThat(said.err())
        .isEqualTo(
            "mos: standard input:3: a sentence of 1,201 tokens, at most 1,024 can be translated;"
                + " split it into several lines\n");
  }

  @Test
  void anEmptyLineStandsInForEveryBadOne() {
    byte[] input = (LONG + "\n" + HOUSE + "\nd\u00e4g\n" + DOG + "\n" + LONG).getBytes(UTF_8);
    for (int at = 0; at < input.length; at++) {
      input[at] = input[at] == (byte) 0xc3 ? (byte) 0xff : input[at];
    }
    InputRun said = run(input, "--on-bad-line", "blank");
    assertThat(said.exitCode()).isZero();
    assertThat(said.lines()).containsExactly("", house, "", dog, "");
    assertThat(said.err().lines().toList())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("mos: warning: standard input:1: a sentence of 1,201 tokens, ")
                    .endsWith("; an empty line stands in for it"),
            second ->
                assertThat(second)
                    .startsWith("mos: warning: standard input:3: invalid UTF-8 at byte 2 (0xFF)"),
            third -> assertThat(third).startsWith("mos: warning: standard input:5: a sentence of "),
            last -> assertThat(last).startsWith("mos: 5 lines in "));
  }

  @Test
  void aLineThatIsNoTextTakesNoOtherWithIt() {
    byte[] input = (HOUSE + "\n" + DOG + "\n?\n" + HOUSE + "\n").getBytes(UTF_8);
    input[HOUSE.length() + DOG.length() + 2] = (byte) 0xfc;
    InputRun said = run(input);
    assertThat(said.exitCode()).isEqualTo(4);
    assertThat(said.lines()).containsExactly(house, dog);
    assertThat(said.err())
        .startsWith("mos: standard input:3: invalid UTF-8 at byte 1 (0xFC) of the line; convert");

    String endless = HOUSE + "\n" + "x".repeat(300_000) + "\n" + DOG + "\n";
    assertThat(run(endless.getBytes(UTF_8)).err())
        .isEqualTo(
            "mos: standard input:2: line of more than 262144 bytes; expected text with one sentence"
                + " per line\n");
    assertThat(run(endless.getBytes(UTF_8), "--on-bad-line=blank").lines())
        .containsExactly(house, "", dog);
  }

  @Test
  void theLongestSentenceIsTranslated() {
    String longest = "a ".repeat(1023);
    InputRun said = translate(longest + "\n" + HOUSE + "\n" + longest + "a\n");
    assertThat(said.lines()).hasSize(2).doesNotContain("").endsWith(house);
    assertThat(said.err()).contains("standard input:3: a sentence of 1,025 tokens");
  }

  @Test
  void textThatEndsInTheMiddleEndsWithAllThatCameBefore() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write((HOUSE + "\n" + DOG + "\n").getBytes(UTF_8));
    }
    byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 4);
    for (String policy : List.of("fail", "blank")) {
      InputRun said = run(cut, "--on-bad-line", policy);
      assertThat(said.exitCode()).isEqualTo(4);
      assertThat(said.lines()).containsExactly(house, dog);
      assertThat(said.err()).contains("gzip data ends too early");
    }
  }

  @Test
  void otherActionsAreRefused() {
    InputRun said = run(new byte[0], "--on-bad-line", "skip");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).contains("--on-bad-line", "expected fail or blank, was 'skip'");
  }

  private static InputRun translate(String input) {
    return run(input.getBytes(UTF_8));
  }

  private static InputRun run(byte[] input, String... options) {
    List<String> arguments = new ArrayList<>(List.of("translate", "--bundle", bundle.toString()));
    arguments.add("--threads=2");
    arguments.addAll(List.of(options));
    return InputRun.of(input, arguments);
  }
}
