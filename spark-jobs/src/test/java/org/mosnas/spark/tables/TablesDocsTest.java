package org.mosnas.spark.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TablesDocsTest {
  private static final Path PAGE = Path.of("../docs/tables.md");
  private static final String INTRODUCTION =
      """
      # Tables

      Every run leaves up to seven tables in Parquet below `tables/` of its run directory, and also in the folder that
      `mosnas.tables.folder` names, where the tables of many runs come together. They are partitioned by `run_id`:

      ```
      tables/rounds/run_id=20261122T061326Z-4f09c2d1/train.parquet
      ```

      Plain Spark SQL reads them, in any language:

      ```sql
      CREATE TEMPORARY VIEW runs USING parquet OPTIONS (path 'TABLES/runs');
      CREATE TEMPORARY VIEW rounds USING parquet OPTIONS (path 'TABLES/rounds');
      SELECT run_id, stage, round, validation_loss_largest, winner_bleu
      FROM rounds JOIN runs USING (run_id) ORDER BY run_id, stage, round;
      ```

      - `run_id` (`string`) names a run: when its directory was first used, in UTC, and a hash. All commands in the
        directory keep it, after `--resume` and wherever the directory is moved; a copy of it that is worked on gets one
        of its own. It is the `runId` of `run.json`.
      - Each stage writes its rows when it is done, as one file that replaces what the same stage of the same run wrote
        before: nothing is there twice, after a resume or a stage that ran again. A stage that was done already writes
        its rows again, so `mos run --run-dir DIR` on a finished run of an older version adds its tables.
      - The row of `runs` is written when a command starts and when it ends, however it ends. A run that says `running`
        and does not was killed.
      - All columns may be null: what a run has not come to, or an older version did not know. Columns are only ever
        added, but for those marked as former names, which end with this version; to see those that only some runs have,
        read with the option `mergeSchema`.
      - Milliseconds are those of one translation by the protocol of `mosnas.profile`. Times are in UTC.

      Java without Spark reads them with `org.mosnas.spark.tables.TablesFolder`.
      This page is generated; `./mvnw -pl spark-jobs -am test -Dtest=TablesDocsTest
      -Dsurefire.failIfNoSpecifiedTests=false -Dmosnas-docs=write` writes it anew.
      """;

  @Test
  void pageIsWhatTheTablesAre() throws IOException {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Table table : Tables.ALL) {
      page.append(String.format(Locale.ROOT, "\n## `%s`\n\n%s\n\n", table.name(), table.meaning()));
      page.append("| column | type | meaning |\n|---|---|---|\n");
      for (Table.Column column : table.columns()) {
        page.append(
            String.format(
                Locale.ROOT,
                "| `%s` | `%s` | %s |\n",
                column.name(),
                column.type().sql(),
                column.meaning()));
      }
    }
    if ("write".equals(System.getProperty("mosnas-docs"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("docs/tables.md; its introduction says how to write it anew")
        .hasContent(page.toString());
  }

  @Test
  void columnsAreInSnakeCaseAndNamedOnce() {
    for (Table table : Tables.ALL) {
      Set<String> names = new HashSet<>(Set.of(Table.RUN_ID));
      for (Table.Column column : table.columns()) {
        assertThat(column.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
        assertThat(names.add(column.name())).as(column.name()).isTrue();
      }
    }
  }
}
