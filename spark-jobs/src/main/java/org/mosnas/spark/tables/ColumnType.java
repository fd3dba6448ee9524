package org.mosnas.spark.tables;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** What a column holds. Every column may be null. */
public enum ColumnType {
  /** A text; a Java {@code String}. */
  TEXT("string", String.class::isInstance) {
    @Override
    Type field(String name) {
      return Types.optional(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named(name);
    }
  },
  /** A whole number; a Java {@code Long}. */
  WHOLE("bigint", Long.class::isInstance) {
    @Override
    Type field(String name) {
      return Types.optional(PrimitiveTypeName.INT64).named(name);
    }
  },
  /** A number; a Java {@code Double}. */
  NUMBER("double", Double.class::isInstance) {
    @Override
    Type field(String name) {
      return Types.optional(PrimitiveTypeName.DOUBLE).named(name);
    }
  },
  /** True or false; a Java {@code Boolean}. */
  FLAG("boolean", Boolean.class::isInstance) {
    @Override
    Type field(String name) {
      return Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
    }
  },
  /** A moment, in microseconds; a Java {@code Instant}. */
  TIME("timestamp", Instant.class::isInstance) {
    @Override
    Type field(String name) {
      return Types.optional(PrimitiveTypeName.INT64)
          .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
          .named(name);
    }
  },
  /** Some numbers; a Java {@code List} of {@code Double}. */
  NUMBERS("array<double>", List.class::isInstance) {
    @Override
    Type field(String name) {
      return Types.optionalList().requiredElement(PrimitiveTypeName.DOUBLE).named(name);
    }
  };

  private final String sql;
  private final Predicate<Object> holds;

  ColumnType(String sql, Predicate<Object> holds) {
    this.sql = sql;
    this.holds = holds;
  }

  /** The type in Spark SQL. */
  public String sql() {
    return sql;
  }

  /** Whether a column of this type may hold the value. */
  boolean holds(Object value) {
    return holds.test(value);
  }

  abstract Type field(String name);
}
