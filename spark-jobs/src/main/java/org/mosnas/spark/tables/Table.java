package org.mosnas.spark.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.schema.MessageType;

/**
 * A table: its name and its columns. Columns are only ever added, so that rows of older versions
 * stay readable; one that gets a better name stays for one version more beside its successor.
 *
 * @param name in lower case; also its folder
 * @param meaning what a row is
 * @param columns in order, besides {@code run_id}, which is the partition
 */
public record Table(String name, String meaning, List<Column> columns) {
  /** The column that every table is partitioned by. */
  public static final String RUN_ID = "run_id";

  /** Copies the columns. */
  public Table {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param name in snake case, with its unit where it has one
   * @param type what it holds
   * @param meaning what it says, with unit and range
   */
  public record Column(String name, ColumnType type, String meaning) {}

  /** The column of a name, if there is one. */
  Optional<Column> column(String wanted) {
    return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
  }

  MessageType schema() {
    return new MessageType(
        name, columns.stream().map(column -> column.type().field(column.name())).toList());
  }

  static Builder named(String name, String meaning) {
    return new Builder(name, meaning);
  }

  /** Adds columns one by one. */
  static final class Builder {
    private final String name;
    private final String meaning;
    private final List<Column> columns = new ArrayList<>();

    private Builder(String name, String meaning) {
      this.name = name;
      this.meaning = meaning;
    }

    Builder text(String column, String says) {
      return add(column, ColumnType.TEXT, says);
    }

    Builder whole(String column, String says) {
      return add(column, ColumnType.WHOLE, says);
    }

    Builder number(String column, String says) {
      return add(column, ColumnType.NUMBER, says);
    }

    Builder flag(String column, String says) {
      return add(column, ColumnType.FLAG, says);
    }

    Builder time(String column, String says) {
      return add(column, ColumnType.TIME, says);
    }

    Builder numbers(String column, String says) {
      return add(column, ColumnType.NUMBERS, says);
    }

    Table build() {
      return new Table(name, meaning, columns);
    }

    private Builder add(String column, ColumnType type, String says) {
      columns.add(new Column(column, type, says));
      return this;
    }
  }
}
