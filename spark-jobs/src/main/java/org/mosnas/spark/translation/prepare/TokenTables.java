package org.mosnas.spark.translation.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.TextPipeline;
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
  private final DataFolder folder;
  private final TextPipeline pipeline;

  /** Encodes pairs and writes them below {@code folder}, which exists. */
  TokenTables(SparkSession spark, DataFolder folder, TextPipeline pipeline) {
    this.spark = spark;
    this.folder = folder;
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
    List<String> written = write(Split.TRAIN, rows, TOKENS, shards);
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
    return write(split, context.parallelize(rows, 1), TOKENS_AND_TEXT, 1);
  }

  private List<String> write(Split split, JavaRDD<Row> rows, StructType columns, int shards) {
    Path temporary = folder.resolve("." + split.label());
    spark
        .createDataFrame(rows, columns)
        .write()
        .mode(SaveMode.Overwrite)
        .option("compression", "zstd")
        .option("maxRecordsPerFile", 0)
        .parquet(temporary.toString());
    List<Path> parts = parts(temporary);
    if (parts.size() != shards) {
      throw new IllegalStateException(
          parts.size() + " files for " + shards + " shards in " + temporary);
    }
    Path target = folder.resolve(split.label());
    folder.files().createFolder(target);
    List<String> names = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      folder.files().publish(parts.get(shard), new Path(target, file(shard)));
      names.add(split.label() + "/" + file(shard));
    }
    folder.files().delete(temporary);
    return names;
  }

  /** Spark's files; their names start with the number of the partition. */
  private List<Path> parts(Path written) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try {
      FileSystem fileSystem = written.getFileSystem(hadoop);
      List<Path> parts = new ArrayList<>();
      for (FileStatus status : fileSystem.listStatus(written)) {
        if (status.getPath().getName().startsWith("part-")) {
          parts.add(status.getPath());
        }
      }
      parts.sort(Comparator.comparing(Path::getName));
      return parts;
    } catch (IOException e) {
      throw new UncheckedIOException(written.toString(), e);
    }
  }

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

  /** Shards by the pair's number, so that neighbours are spread and shards are of equal size. */
  static final class ShardPartitioner extends Partitioner {
    private static final long serialVersionUID = 1;

    private final int shards;

    ShardPartitioner(int shards) {
      this.shards = shards;
    }

    static int shard(long id, int shards) {
      return (int) (id % shards);
    }

    @Override
    public int numPartitions() {
      return shards;
    }

    @Override
    public int getPartition(Object id) {
      return shard((Long) id, shards);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ShardPartitioner that && shards == that.shards;
    }

    @Override
    public int hashCode() {
      return shards;
    }
  }
}
