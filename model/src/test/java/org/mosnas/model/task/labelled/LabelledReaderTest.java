package org.mosnas.model.task.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.TextLines;

class LabelledReaderTest {
  private static final LabelledColumns COLUMNS = LabelledColumns.named(List.of("text"), "label");
  private static final LabelledReader STRICT = new LabelledReader(COLUMNS, BadLines.REFUSE);
  private static final LabelCheck AB = new Labelling.Classes(List.of("a", "b"));

  @Test
  void readsDeclaredColumnsInAnyOrder() {
    LabelledPart part =
        STRICT.read(lines("id\tlabel\ttext\n1\tb\tOne \"two\n2\ta\tthree\r\n\n"), AB);
    assertThat(part.texts())
        .containsExactly(
            new LabelledText(List.of("One \"two"), "b"), new LabelledText(List.of("three"), "a"));
    assertThat(part.read()).isEqualTo(2);
    assertThat(part.dropped()).isEmpty();
    assertThat(part.places()).isEqualTo(Map.of("b", "t.tsv:2", "a", "t.tsv:3"));
  }

  @Test
  void readsGzipAndByteOrderMarks() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write("\ufefftext\tlabel\nx\ta\n".getBytes(StandardCharsets.UTF_8));
    }
    TextLines lines = new TextLines("t.tsv", new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(STRICT.read(lines, AB).texts()).hasSize(1);
  }

  private static Stream<Arguments> published() {
    return Stream.of(
        layout(
            LabelledLayout.COLA,
            "gj04\t1\t\tOur friends\ngj04\t0\t*\tThey drank",
            "1",
            "Our friends"),
        layout(LabelledLayout.SST_2, "sentence\tlabel\nhide new \t0\nfun\t1", "0", "hide new "),
        layout(
            LabelledLayout.MRPC,
            "\ufeffQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\n1\t70\t72\tAmrozi \"x\tHe\n0\t1\t2\ta\tb",
            "1",
            "Amrozi \"x",
            "He"),
        layout(
            LabelledLayout.QQP,
            "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate\n1\t2\t3\tHow?\tWhy?\t0\n1\t2\t3\ta\tb\t1",
            "0",
            "How?",
            "Why?"),
        layout(
            LabelledLayout.STS_B,
            "index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore\n"
                + "0\tmain\tMSRvid\t2012\t0001\tnone\tnone\tA plane\tAn air plane\t5.000",
            "5.000",
            "A plane",
            "An air plane"),
        layout(
            LabelledLayout.MNLI,
            "index\tpromptID\tpairID\tgenre\tsentence1_binary_parse\tsentence2_binary_parse\t"
                + "sentence1_parse\tsentence2_parse\tsentence1\tsentence2\tlabel1\tlabel2\tgold_label\n"
                + "0\t1\t1e\tx\t( a )\t( b )\t(R a)\t(R b)\tNew\tOld\tneutral\tcontradiction\tentailment",
            "entailment",
            "New",
            "Old"),
        layout(
            LabelledLayout.QNLI,
            "index\tquestion\tsentence\tlabel\n0\tWhen?\tThen.\tnot_entailment",
            "not_entailment",
            "When?",
            "Then."),
        layout(
            LabelledLayout.RTE,
            "index\tsentence1\tsentence2\tlabel\n0\tNo WMD.\tWMD.\tnot_entailment",
            "not_entailment",
            "No WMD.",
            "WMD."));
  }

  private static Arguments layout(
      LabelledLayout layout, String file, String label, String... texts) {
    return Arguments.of(layout, file, new LabelledText(List.of(texts), label));
  }

  @ParameterizedTest
  @MethodSource("published")
  void readsTheLayoutsOfGlue(LabelledLayout layout, String file, LabelledText first) {
    LabelledReader reader = new LabelledReader(layout.columns(), BadLines.REFUSE);
    assertThat(reader.read(lines(file), LabelCheck.ANY_NAME).texts()).startsWith(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text@topic;x@a | t.tsv:1: no column 'label'; the first line names text, topic: say with",
        "text@text@label;x@y@a | t.tsv:1: two columns are called 'text'; rename one of them",
        "text@label;x@a;x@y@a | t.tsv:3: 3 columns, expected 2 (text, label) with a tab between",
        "text@label; @a | t.tsv:2: no text in the column 'text'; correct the line, or have",
        "text@label;x@ | t.tsv:2: no label in the column 'label'; correct",
        "text@label;x@c | t.tsv:2: the label 'c' is not among those of the training data (a, b);"
      })
  void refusesBadLinesByFileAndLine(String file, String message) {
    String text = file.strip().replace('@', '\t').replace(';', '\n');
    assertThatThrownBy(() -> STRICT.read(lines(text), AB))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesWhatIsNotUtf8AndAnEmptyFile() {
    byte[] latin = "text\tlabel\nf\u00fcr\ta\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(
            () -> STRICT.read(new TextLines("t.tsv", new ByteArrayInputStream(latin)), AB))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("t.tsv:2: invalid UTF-8 at byte 2 (0xFC)");
    assertThatThrownBy(() -> STRICT.read(lines(""), AB))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("t.tsv: the file is empty; expected a line with the names");
  }

  @Test
  void dropsAndCountsBadLinesWhereTold() {
    byte[] file =
        "text\tlabel\nx\ta\n?\ta\n\ta\nx\ty\ta\nz\tc\nlast\tb\n".getBytes(StandardCharsets.UTF_8);
    file["text\tlabel\nx\ta\n".length()] = (byte) 0xff;
    LabelledPart part =
        new LabelledReader(COLUMNS, BadLines.DROP)
            .read(new TextLines("t.tsv", new ByteArrayInputStream(file)), AB);
    assertThat(part.texts()).extracting(LabelledText::label).containsExactly("a", "b");
    assertThat(part.read()).isEqualTo(6);
    assertThat(part.dropped())
        .isEqualTo(Map.of("not-utf-8", 1L, "empty-text", 1L, "columns", 1L, "label", 1L));
  }

  @Test
  void partsFollowOneAnother() {
    LabelledPart both =
        STRICT
            .read(lines("text\tlabel\nx\ta"), AB)
            .plus(STRICT.read(new TextLines("u.tsv", bytes("label\ttext\na\ty\nb\tz")), AB));
    assertThat(both.texts()).hasSize(3);
    assertThat(both.read()).isEqualTo(3);
    assertThat(both.places()).isEqualTo(Map.of("a", "t.tsv:2", "b", "u.tsv:3"));
  }

  @Test
  void columnsMustDiffer() {
    assertThatThrownBy(() -> LabelledColumns.named(List.of("a", "b"), "b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LabelledColumns.named(List.of("a", "a"), "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TextLines lines(String text) {
    return new TextLines("t.tsv", bytes(text));
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
