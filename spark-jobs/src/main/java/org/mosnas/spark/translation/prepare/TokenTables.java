package org.mosnas.spark.translation.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.ShardPartitioner;
import org.mosnas.spark.data.ShardTables;
import org.mosnas.spark.data.Split;
import scala.Tuple2;

/**
 * The Parquet tables of token ids: one file a shard, in ascending order of the pairs' ids.
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

  private final SparkSession spark;
  private final ShardTables tables;
  private final TextPipeline pipeline;

  /** Encodes pairs and writes them below {@code folder}, which exists. */
  TokenTables(SparkSession spark, DataFolder<?> folder, TextPipeline pipeline) {
    this.spark = spark;
    tables = new ShardTables(spark, folder);
    this.pipeline = pipeline;
  }

  /**
   * Writes the training pairs.
   *
   * @param pairs as words
   * @return files, relative to the folder
   */
  List<String> writeTrain(JavaRDD<TextPair> pairs, int shards) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<TextPipeline> broadcast = context.broadcast(pipeline);
    JavaPairRDD<Long, SentencePair> encoded =
        pairs.mapToPair(pair -> new Tuple2<>(pair.id(), encode(broadcast.value(), pair)));
    JavaRDD<Row> rows =
        encoded
            .repartitionAndSortWithinPartitions(new ShardPartitioner(shards))
            .map(pair -> row(ShardPartitioner.shard(pair._1(), shards), pair._1(), pair._2()));
    List<String> written = tables.write(Split.TRAIN, rows, TOKENS, shards);
    broadcast.destroy();
    return written;
  }

  /**
   * Writes validation or test pairs.
   *
   * @param lines as given, in ascending order of their ids
   * @param encoded their ids
   */
  List<String> write(Split split, List<TextPair> lines, List<SentencePair> encoded) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      rows.add(row(lines.get(i), encoded.get(i)));
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return tables.write(split, context.parallelize(rows, 1), TOKENS_AND_TEXT, 1);
  }

  private static List<StructField> tokens() {
    ArrayType ids = DataTypes.createArrayType(DataTypes.IntegerType, false);
    return List.of(
        field("shard", DataTypes.IntegerType),
        field("id", DataTypes.LongType),
        field("source", ids),
        field("target", ids));
  }

  private static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, false);
  }

  private static SentencePair encode(TextPipeline pipeline, TextPair pair) {
    return pipeline.encode(pair.sourceWords(), pair.targetWords());
  }

  private Row row(TextPair line, SentencePair ids) {
    return RowFactory.create(
        0,
        line.id(),
        ids.source(),
        ids.target(),
        pipeline.reference(line.source()),
        pipeline.reference(line.target()));
  }

  private static Row row(int shard, long id, SentencePair pair) {
    return RowFactory.create(shard, id, pair.source(), pair.target());
  }
}
