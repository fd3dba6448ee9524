package org.mosnas.spark.prepare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of the Parquet tables.
 *
 * <p>All have {@code shard int, id long, source array<int>, target array<int>}; those of validation
 * and test also {@code source_text string, target_text string}.
 */
final class TokenTables {
  static final StructType TOKENS = DataTypes.createStructType(tokens());

  static final StructType TOKENS_AND_TEXT =
      DataTypes.createStructType(
          Stream.concat(
                  tokens().stream(),
                  Stream.of(
                      field("source_text", DataTypes.StringType),
                      field("target_text", DataTypes.StringType)))
              .toList());

  private TokenTables() {}

  /** File of a shard. */
  static String file(int shard) {
    return String.format(Locale.ROOT, "shard-%05d.parquet", shard);
  }

  private static List<StructField> tokens() {
    ArrayType ids = DataTypes.createArrayType(DataTypes.IntegerType, false);
    return List.of(
        field("shard", DataTypes.IntegerType),
        field("id", DataTypes.LongType),
        field("source", ids),
        field("target", ids));
  }

  private static StructField field(String name, org.apache.spark.sql.types.DataType type) {
    return DataTypes.createStructField(name, type, false);
  }
}
