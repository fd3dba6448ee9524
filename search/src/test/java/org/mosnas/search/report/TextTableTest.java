package org.mosnas.search.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.search.report.TextTable.Column;

class TextTableTest {
  private final TextTable table =
      new TextTable(
          List.of(
              Column.text("subnet"), Column.number("BLEU", ""), Column.number("latency", "ms")));

  @Test
  void alignsWordsLeftAndNumbersRight() {
    table.row("größtes", "12.34", "100.5").row("searched", "9.80", "60");
    assertThat(table.render())
        .isEqualTo(
            """
            subnet     BLEU  latency (ms)
            --------  -----  ------------
            größtes   12.34         100.5
            searched   9.80            60
            """);
  }

  @Test
  void anEmptyTableIsAHeader() {
    assertThat(table.toString())
        .isEqualTo("subnet  BLEU  latency (ms)\n------  ----  ------------\n");
  }

  @Test
  void linesHaveNoTrailingBlanks() {
    TextTable words = new TextTable(List.of(Column.text("a"), Column.text("what it is")));
    assertThat(words.row("b", "c").render()).isEqualTo("a  what it is\n-  ----------\nb  c\n");
  }

  @Test
  void rejectsRowsOfAnotherLength() {
    assertThatThrownBy(() -> table.row("largest", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 3 cells");
  }
}
