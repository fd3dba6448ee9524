package org.mosnas.spark.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.spark.run.RunFile;

class RunRowTest {
  private static final String RECORD =
      """
      {"format": 1, "runId": "r", "directory": "file:/runs/a", "command": "run", "status": "failed", "exitCode": 6,
       "reason": "the disk is full", "createdAt": "2026-01-01T00:00:00Z",
       "startedAt": "2026-01-02T00:00:00Z", "finishedAt": null, "seconds": 3.5,
       "winner": {"bleu": 12.5, "bleuInterval": {"lower": 11, "upper": 14, "mean": 12, "signature": "bs"}, "chrf": 40.0,
         "signature": "s", "sentences": 7, "id": "abc",
         "latencyMs": {"predicted": 1.5, "bound": 2, "measured": 1.75, "limit": 2.5},
         "parameters": 1000, "flops": 2000, "validationLoss": 5.5,
         "subnet": {"kind": "translation"}},
       "baselines": {"largest": {"bleu": 10, "id": "def", "subnet": {"kind": "translation"},
         "latencyMs": {"predicted": 3.5, "bound": 4.5, "measured": 4, "limit": 2.5},
         "parameters": 3000, "flops": 5000, "validationLoss": 5.25,
         "winnerTest": {"bleu": {"difference": 2.5, "pValue": 0.01}}}},
       "floors": {"copy": {"bleu": 1.0}},
       "stages": {"train": {"status": "succeeded", "startedAt": "2026-01-02T00:00:00Z", "seconds": 2, "leftOut": {
         "training": {"maxLength": 128, "source": 3, "target": 20, "both": 100},
         "validation": {"maxLength": 128, "source": 7, "target": 0, "both": 0}}},
         "from-scratch": {"status": "succeeded", "startedAt": "2026-01-02T00:00:02Z", "seconds": 1}},
       "peakMemoryBytes": 42,
       "provenance": {"commit": "", "seed": 7, "configuration": "effective.conf", "configurationSha256": "00",
         "data": {"b": "22", "a": "11"}, "hardware": {"cpu": "c", "cores": 2, "memoryBytes": 4, "jvm": "j"}}}
      """;

  @Test
  void holdsTheMainFiguresOfTheRecord() throws IOException {
    TableRow row = RunRow.of(run(RECORD));
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
        .isEqualTo(RunRow.of(run(renamed)).text("data_sha256"));
    ParquetRows.write(Tables.RUNS, List.of(row));
  }

  @Test
  void aMomentThatIsNoneIsLeftOut() throws IOException {
    String damaged = RECORD.replace("2026-01-01T00:00:00Z", "2026-13-01T00:00:00Z");
    assertThat(RunRow.of(run(damaged)).time("created_at")).isEmpty();
  }

  @Test
  void systemsBecomeRows() throws IOException {
    List<TableRow> rows = EvaluationRows.of(run(RECORD).systems());
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
  void scoresBecomeRowsOfTheirOwn() throws IOException {
    List<TableRow> rows = EvaluationRows.scores(run(RECORD).systems());
    assertThat(rows)
        .extracting(
            row -> row.text("system").orElseThrow() + " " + row.text("metric").orElseThrow())
        .containsExactly(
            "searched-finetuned bleu", "searched-finetuned chrf2", "largest bleu", "copy bleu");
    assertThat(rows.get(0).number("value")).contains(12.5);
    assertThat(rows.get(0).number("lower")).contains(11.0);
    assertThat(rows.get(0).number("upper")).contains(14.0);
    assertThat(rows.get(0).text("signature")).contains("s");
    assertThat(rows.get(0).whole("sentences")).contains(7L);
    assertThat(rows.get(0).number("behind_winner")).isEmpty();
    assertThat(rows.get(1).number("value")).contains(40.0);
    assertThat(rows.get(1).number("lower")).isEmpty();
    assertThat(rows.get(2).number("behind_winner")).contains(2.5);
    assertThat(rows.get(2).number("p_value")).contains(0.01);
    ParquetRows.write(Tables.SCORES, rows);
  }

  @Test
  void eitherFormatGivesTheSameRows() throws IOException {
    RunFile former = run(RECORD);
    RunFile today = run(former.text());
    assertThat(RunRow.of(today).values()).isEqualTo(RunRow.of(former).values());
    assertThat(EvaluationRows.of(today.systems()))
        .hasToString(EvaluationRows.of(former.systems()).toString());
  }

  @Test
  void aRecordThatHasJustBegunHasARowToo() throws IOException {
    TableRow row = RunRow.of(run("{\"format\": 1, \"status\": \"running\", \"winner\": null}"));
    assertThat(row.text("status")).contains("running");
    assertThat(row.number("winner_bleu")).isEmpty();
    assertThat(EvaluationRows.of(run("{\"format\": 1, \"winner\": null}").systems())).isEmpty();
  }

  private static RunFile run(String text) throws IOException {
    return RunFile.parse(text);
  }
}
