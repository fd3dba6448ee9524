package org.mosnas.spark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
  private static final List<String> REFERENCES =
      List.of(
          "The dog sees a big house.",
          "A small cat is under the old tree.",
          "We saw the house over there.",
          "The tree is green and very old.");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    Files.write(folder.resolve("ref"), REFERENCES);
    Files.write(folder.resolve("same"), REFERENCES);
    Files.write(
        folder.resolve("bad"), REFERENCES.stream().map(l -> l.replace("the", "a")).toList());
  }

  @Test
  void printsScoresWithIntervalsAndTests() {
    assertThat(score("bad", "same")).isZero();
    assertThat(out.toString().lines().toList())
        .anySatisfy(line -> assertThat(line).matches(".*/bad +\\d+\\.\\d\\d ±\\d+\\.\\d\\d .*"))
        .anySatisfy(
            line -> assertThat(line).matches(".*/same +100\\.00 ±0\\.00 +100\\.00–100\\.00 .*"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        ".*/same against .*/bad: BLEU \\+[\\d.]+ \\(p = 0\\.\\d{3}\\), chrF2 .*"))
        .contains("4 sentences")
        .anySatisfy(
            line -> assertThat(line).startsWith("BLEU nrefs:1|bs:1000|seed:12345|case:mixed|"));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printsJson() throws IOException {
    assertThat(score("same", "bad", "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/systems/0/bleu").asDouble()).isCloseTo(100, within(1e-9));
    assertThat(json.at("/systems/0/chrfInterval/lower").asDouble()).isCloseTo(100, within(1e-9));
    assertThat(json.at("/systems/0/sentences").asInt()).isEqualTo(4);
    assertThat(json.at("/systems/1/againstFirst/bleu/difference").asDouble()).isNegative();
    assertThat(json.at("/systems/0/againstFirst").isMissingNode()).isTrue();
  }

  @Test
  void onlyLineFeedsEndALine() throws IOException {
    List<String> returns =
        REFERENCES.stream().map(line -> line.replaceFirst(" ", "\r") + "\r").toList();
    Files.write(folder.resolve("ref"), ("\ufeff" + String.join("\n", REFERENCES)).getBytes(UTF_8));
    Files.writeString(folder.resolve("same"), String.join("\n", returns));
    assertThat(score("same", "--json")).as(err.toString()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/systems/0/bleu").asDouble()).isCloseTo(100, within(1e-9));
    assertThat(json.at("/systems/0/chrf").asDouble()).isCloseTo(100, within(1e-9));
    assertThat(json.at("/systems/0/sentences").asInt()).isEqualTo(4);
  }

  @Test
  void refusesOtherNumbersOfLinesAndWhatIsNotThere() throws IOException {
    Files.write(folder.resolve("short"), REFERENCES.subList(0, 3));
    assertThat(score("same", "short")).isEqualTo(4);
    assertThat(err.toString())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "mos: %1$s/short has 3 lines, the reference %1$s/ref has 4; line n of one must translate line n of the other\n",
                folder));
    assertThat(score("missing")).isEqualTo(4);
    assertThat(err.toString()).contains(folder + "/missing: no such file");
    Files.writeString(folder.resolve("ref"), "");
    assertThat(score("same")).isEqualTo(4);
    assertThat(err.toString()).contains(folder + "/ref is empty; expected a sentence per line");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void scoresMarkUpByTheIdsOfItsSegments() throws IOException {
    String one = "<seg id=\"1\">Es\u2019s ist ein kleines Haus im Wald.</seg>\n";
    String two = "<SEG ID=2>Der Fluss ist tief &amp; breit.</SEG>\n";
    Files.writeString(folder.resolve("ref.sgm"), "<refset><doc docid=d>\n" + one + two + "</doc>");
    Files.writeString(folder.resolve("hyp.sgm"), "<tstset><doc docid=d>\n" + two + one + "</doc>");
    assertThat(run("score", "--json", "--reference", path("ref.sgm"), path("hyp.sgm"))).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/systems/0/bleu").asDouble()).isCloseTo(100, within(1e-9));
    assertThat(json.at("/systems/0/sentences").asInt()).isEqualTo(2);
    Files.writeString(folder.resolve("hyp.sgm"), "<tstset><doc docid=d>\n" + two + "</doc>");
    assertThat(run("score", "--reference", path("ref.sgm"), path("hyp.sgm"))).isEqualTo(4);
    assertThat(err.toString())
        .contains(folder + "/ref.sgm:2: segment '1' of document 'd' is not in " + folder);
  }

  @Test
  void warnsOfTextThatIsNotPlain() throws IOException {
    List<String> tokenized = Collections.nCopies(100, "It is tokenised .");
    Files.write(folder.resolve("ref"), tokenized);
    Files.write(folder.resolve("pieces"), Collections.nCopies(100, "It is to@@ ken@@ ised."));
    assertThat(score("pieces")).isZero();
    assertThat(err.toString().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("mos: warning: " + folder + "/ref looks tokenised"),
            line ->
                assertThat(line)
                    .startsWith("mos: warning: " + folder + "/pieces holds byte pairs: 100 lines"));
  }

  private int score(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("score", "--reference", path("ref")));
    for (String argument : arguments) {
      all.add(argument.startsWith("-") ? argument : path(argument));
    }
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    MosCommandLine commandLine = MosCommandLine.create(Tenants.all(), List.of());
    commandLine.picocli().setOut(new PrintWriter(out, true));
    commandLine.picocli().setErr(new PrintWriter(err, true));
    return commandLine.run(arguments);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
