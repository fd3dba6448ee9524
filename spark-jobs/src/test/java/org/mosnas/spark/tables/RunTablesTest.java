package org.mosnas.spark.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.run.Provenance;
import org.mosnas.spark.run.RunDirectory;
import org.mosnas.spark.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class RunTablesTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private java.nio.file.Path folder;

  @Test
  void plainSqlGroupsAndJoinsTheRunsOfASharedFolder(SparkSession spark) {
    String first = run("first", 3, 2.0);
    String second = run("second", 5, 1.5);
    // Again, as after a resume: nothing is there twice.
    assertThat(run("second", 5, 1.25)).isEqualTo(second).isNotEqualTo(first);
    for (Table table : List.of(Tables.ROUNDS, Tables.RUNS)) {
      spark
          .read()
          .parquet(shared() + "/" + table.name())
          .createOrReplaceTempView("shared_" + table.name());
    }
    assertThat(
            spark
                .sql(
                    "SELECT run_id, count(*), max(round), min(validation_loss_largest) FROM shared_rounds"
                        + " GROUP BY run_id ORDER BY count(*)")
                .collectAsList())
        .containsExactly(
            RowFactory.create(first, 3L, 3L, 2.0), RowFactory.create(second, 5L, 5L, 1.25));
    assertThat(
            spark
                .sql(
                    "SELECT status, sum(target_tokens), year(started_at) > 2025 FROM shared_runs JOIN"
                        + " shared_rounds USING (run_id) GROUP BY run_id, status, started_at"
                        + " ORDER BY sum(target_tokens)")
                .collectAsList())
        .containsExactly(
            RowFactory.create("running", 300L, true), RowFactory.create("running", 500L, true));
  }

  @Test
  void everyTypeIsReadBackInJavaAndInSql(SparkSession spark) throws IOException {
    Instant moment = Instant.parse("2026-02-03T04:05:06.789012Z");
    try (RunDirectory directory = open("run")) {
      RunTables tables = RunTables.of(directory, nothingShared(), HADOOP);
      tables.open("");
      tables.write(
          Tables.CANDIDATES,
          "search",
          List.of(
              new TableRow()
                  .text("arm", "größer")
                  .whole("flops", 1L << 40)
                  .number("bound_ms", 0.1)
                  .number("measured_ms", Double.NaN)
                  .numbers("encoding", new double[] {0.25, 1})
                  .flag("winner", true),
              new TableRow().flag("winner", false)));
      tables.write(Tables.RUNS, "run", List.of(new TableRow().time("started_at", moment)));
    }
    TablesFolder read = TablesFolder.at(new Path(path("run/tables")), HADOOP);
    List<TableRow> candidates = read.read(Tables.CANDIDATES);
    assertThat(candidates).hasSize(2);
    assertThat(candidates.get(0).text("arm")).contains("größer");
    assertThat(candidates.get(0).whole("flops")).contains(1L << 40);
    assertThat(candidates.get(0).number("bound_ms")).contains(0.1);
    assertThat(candidates.get(0).number("measured_ms")).isEmpty();
    assertThat(candidates.get(0).numbers("encoding")).containsExactly(0.25, 1.0);
    assertThat(candidates.get(0).flag("winner")).isTrue();
    assertThat(candidates.get(1).flag("winner")).isFalse();
    assertThat(candidates.get(1).numbers("encoding")).isEmpty();
    assertThat(candidates.get(0).text("run_id").orElseThrow())
        .matches("\\d{8}T\\d{6}Z-[0-9a-f]{8}");
    assertThat(read.read(Tables.RUNS).get(0).time("started_at")).contains(moment);
    assertThat(read.read(Tables.LATENCY)).isEmpty();

    Row row =
        spark
            .read()
            .parquet(path("run/tables/candidates"))
            .selectExpr("arm", "flops", "measured_ms IS NULL", "encoding[1]", "typeof(encoding)")
            .where("winner")
            .head();
    assertThat(row).isEqualTo(RowFactory.create("größer", 1L << 40, true, 1.0, "array<double>"));
    assertThat(
            spark
                .read()
                .parquet(path("run/tables/runs"))
                .select("started_at")
                .head()
                .getTimestamp(0))
        .isEqualTo(java.sql.Timestamp.from(moment));
  }

  @Test
  void aCopyThatIsWorkedOnTakesItsRowsAlong() throws IOException {
    String original = run("original", 2, 1);
    FileUtils.copyDirectory(folder.resolve("original").toFile(), folder.resolve("copy").toFile());
    String copy = run("copy", 4, 1);
    assertThat(copy).isNotEqualTo(original);
    List<TableRow> rows =
        TablesFolder.at(new Path(path("copy/tables")), HADOOP).read(Tables.ROUNDS);
    assertThat(rows).hasSize(4).allSatisfy(row -> assertThat(row.text("run_id")).contains(copy));
    assertThat(TablesFolder.at(new Path(shared()), HADOOP).read(Tables.ROUNDS)).hasSize(6);
  }

  @Test
  void saysWhereTablesCannotBeWrittenAndWhichAreDamaged() throws IOException {
    Files.writeString(folder.resolve("shared"), "a file");
    assertThatThrownBy(() -> run("run", 1, 1))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining(path("shared"));
    java.nio.file.Path part =
        folder.resolve("broken/rounds/run_id=20260101T000000Z-00000000/train.parquet");
    Files.createDirectories(part.getParent());
    Files.writeString(part, "no parquet at all");
    assertThatThrownBy(() -> TablesFolder.at(new Path(path("broken")), HADOOP).read(Tables.ROUNDS))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("train.parquet is not readable Parquet");
  }

  @Test
  void refusesColumnsThatATableHasNot() {
    assertThatThrownBy(
            () -> ParquetRows.write(Tables.ROUNDS, List.of(new TableRow().text("rond", "1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table rounds holds no rond = 1");
    assertThatThrownBy(
            () -> ParquetRows.write(Tables.ROUNDS, List.of(new TableRow().text("round", "1"))))
        .hasMessage("table rounds holds no round = 1");
  }

  /** A command in a run directory that trains some rounds; returns the id of the run. */
  private String run(String name, int rounds, double loss) {
    try (RunDirectory directory = RunDirectory.open(path(name), HADOOP, "run", line -> {})) {
      String former = directory.record().begin("run", Provenance.ofThisProcess(1, "c", "00"));
      RunTables tables = RunTables.of(directory, new TablesSettings(Optional.of(shared())), HADOOP);
      tables.open(former);
      tables.write(
          Tables.ROUNDS,
          "train",
          IntStream.rangeClosed(1, rounds)
              .mapToObj(
                  round ->
                      new TableRow()
                          .text("stage", "train")
                          .whole("round", round)
                          .whole("target_tokens", 100)
                          .number("validation_loss_largest", loss + rounds - round))
              .toList());
      return directory.record().runId();
    }
  }

  private RunDirectory open(String name) {
    RunDirectory directory = RunDirectory.open(path(name), HADOOP, "run", line -> {});
    directory.record().begin("run", Provenance.ofThisProcess(1, "c", "00"));
    return directory;
  }

  private static TablesSettings nothingShared() {
    return new TablesSettings(Optional.empty());
  }

  private String shared() {
    return path("shared");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
