package org.mosnas.spark.tables;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Rows as the bytes of a Parquet file, and back; without Spark, in memory. */
final class ParquetRows {
  private static final String LIST = "list";
  private static final String ELEMENT = "element";

  private ParquetRows() {}

  /**
   * The file with these rows.
   *
   * @throws IllegalArgumentException if a row has a column that the table has not, or of another
   *     type
   */
  static byte[] write(Table table, List<TableRow> rows) {
    MessageType schema = table.schema();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new MemoryFile.Output(bytes))
            .withConf(new Configuration(false))
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (TableRow row : rows) {
        writer.write(group(table, schema, row));
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
    return bytes.toByteArray();
  }

  private static Group group(Table table, MessageType schema, TableRow row) {
    Group group = new SimpleGroup(schema);
    for (Map.Entry<String, Object> entry : row.values().entrySet()) {
      String name = entry.getKey();
      Object value = entry.getValue();
      ColumnType type = table.column(name).map(Table.Column::type).orElse(null);
      if (type == null || !type.holds(value)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "table %s holds no %s = %s", table.name(), name, value));
      }
      add(group, name, value);
    }
    return group;
  }

  private static void add(Group group, String name, Object value) {
    if (value instanceof String text) {
      group.add(name, text);
    } else if (value instanceof Long whole) {
      group.add(name, whole);
    } else if (value instanceof Double number) {
      group.add(name, number);
    } else if (value instanceof Boolean flag) {
      group.add(name, flag);
    } else if (value instanceof Instant time) {
      group.add(name, ChronoUnit.MICROS.between(Instant.EPOCH, time));
    } else if (value instanceof List<?> numbers) {
      Group list = group.addGroup(name);
      numbers.forEach(number -> list.addGroup(LIST).add(ELEMENT, (Double) number));
    }
  }

  /** The rows of a file; columns that the table has not are left out. */
  static List<TableRow> read(Table table, byte[] bytes) throws IOException {
    List<TableRow> rows = new ArrayList<>();
    try (ParquetReader<Group> reader = new Builder(new MemoryFile.Input(bytes)).build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        rows.add(row(table, group));
      }
    }
    return rows;
  }

  private static TableRow row(Table table, Group group) {
    TableRow row = new TableRow();
    for (Type field : group.getType().getFields()) {
      String name = field.getName();
      if (group.getFieldRepetitionCount(name) > 0) {
        table.column(name).ifPresent(c -> row.value(name, value(group, name, c.type())));
      }
    }
    return row;
  }

  private static Object value(Group group, String name, ColumnType type) {
    return switch (type) {
      case TEXT -> group.getString(name, 0);
      case WHOLE -> group.getLong(name, 0);
      case NUMBER -> group.getDouble(name, 0);
      case FLAG -> group.getBoolean(name, 0);
      case TIME -> Instant.EPOCH.plus(group.getLong(name, 0), ChronoUnit.MICROS);
      case NUMBERS -> numbers(group.getGroup(name, 0));
    };
  }

  private static List<Double> numbers(Group list) {
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < list.getFieldRepetitionCount(LIST); i++) {
      numbers.add(list.getGroup(LIST, i).getDouble(ELEMENT, 0));
    }
    return List.copyOf(numbers);
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    Builder(InputFile file) {
      super(file);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
