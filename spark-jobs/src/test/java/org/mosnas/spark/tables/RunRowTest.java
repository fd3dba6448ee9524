package org.mosnas.spark.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunRowTest {
  private static final String RECORD =
      """
      {"runId": "r", "directory": "file:/runs/a", "command": "run", "status": "failed", "exitCode": 6,
       "reason": "the disk is full", "createdAt": "2026-01-01T00:00:00Z",
       "startedAt": "2026-01-02T00:00:00Z", "finishedAt": null, "seconds": 3.5,
       "winner": {"bleu": 12.5, "bleuInterval": {"lower": 11, "upper": 14}, "chrf": 40.0,
         "signature": "s", "sentences": 7, "id": "abc",
         "latencyMs": {"predicted": 1.5, "bound": 2, "measured": 1.75, "limit": 2.5},
         "parameters": 1000, "flops": 2000, "validationLoss": 5.5,
         "subnet": {"kind": "translation"}},
       "baselines": {"largest": {"bleu": 10, "latencyMs": {"measured": 4},
         "winnerTest": {"bleu": {"difference": 2.5, "pValue": 0.01}}}},
       "floors": {"copy": {"bleu": 1.0}},
       "stages": {"train": {"seconds": 2, "leftOut": {
         "training": {"maxLength": 128, "source": 3, "target": 20, "both": 100},
         "validation": {"maxLength": 128, "source": 7, "target": 0, "both": 0}}},
         "from-scratch": {"seconds": 1}},
       "peakMemoryBytes": 42,
       "provenance": {"commit": "", "seed": 7, "configurationSha256": "00",
         "data": {"b": "22", "a": "11"}, "hardware": {"cpu": "c", "cores": 2}}}
      """;

  @Test
  void holdsTheMainFiguresOfTheRecord() throws IOException {
    TableRow row = RunRow.of(json(RECORD));
    assertThat(row.text("status")).contains("failed");
    assertThat(row.whole("exit_code")).contains(6L);
    assertThat(row.time("created_at")).contains(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(row.time("finished_at")).isEmpty();
    assertThat(row.number("stages_seconds")).contains(3.0);
    assertThat(row.number("from_scratch_seconds")).contains(1.0);
    assertThat(row.number("prepare_seconds")).isEmpty();
    assertThat(row.whole("train_pairs_left_out")).contains(123L);
    assertThat(row.whole("finetune_pairs_left_out")).isEmpty();
    assertThat(row.number("winner_bleu_lower")).contains(11.0);
    assertThat(row.number("winner_measured_ms")).contains(1.75);
    assertThat(row.number("limit_ms")).contains(2.5);
    assertThat(row.number("largest_measured_ms")).contains(4.0);
    assertThat(row.whole("seed")).contains(7L);
    assertThat(row.text("commit")).isEmpty();
    String renamed = RECORD.replace("\"b\": \"22\", \"a\": \"11\"", "\"x\": \"11\", \"y\": \"22\"");
    assertThat(row.text("data_sha256"))
        .isPresent()
        .isEqualTo(RunRow.of(json(renamed)).text("data_sha256"));
    ParquetRows.write(Tables.RUNS, List.of(row));
  }

  @Test
  void aMomentThatIsNoneIsLeftOut() throws IOException {
    String damaged = RECORD.replace("2026-01-01T00:00:00Z", "2026-13-01T00:00:00Z");
    assertThat(RunRow.of(json(damaged)).time("created_at")).isEmpty();
  }

  @Test
  void systemsBecomeRows() throws IOException {
    List<TableRow> rows = EvaluationRows.of(json(RECORD));
    assertThat(rows.stream().map(row -> row.text("system").orElseThrow()))
        .containsExactly("searched-finetuned", "largest", "copy");
    assertThat(rows.get(0).text("weights")).contains("finetuned");
    assertThat(rows.get(0).whole("sentences")).contains(7L);
    assertThat(rows.get(0).text("subnet")).contains("{\"kind\":\"translation\"}");
    assertThat(rows.get(1).number("bleu_behind_winner")).contains(2.5);
    assertThat(rows.get(1).number("bleu_p_value")).contains(0.01);
    assertThat(rows.get(2).text("weights")).contains("none");
    assertThat(rows.get(2).number("chrf2")).isEmpty();
    ParquetRows.write(Tables.EVALUATIONS, rows);
  }

  @Test
  void aRecordThatHasJustBegunHasARowToo() throws IOException {
    TableRow row = RunRow.of(json("{\"format\": 1, \"status\": \"running\", \"winner\": null}"));
    assertThat(row.text("status")).contains("running");
    assertThat(row.number("winner_bleu")).isEmpty();
    assertThat(EvaluationRows.of(json("{\"winner\": null}"))).isEmpty();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
