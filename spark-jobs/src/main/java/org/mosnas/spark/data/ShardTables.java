package org.mosnas.spark.data;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.io.PlainPaths;

/** Tables in Parquet, one file a shard, below the folder of prepared data. */
public final class ShardTables {
  private final SparkSession spark;
  private final DataFolder<?> folder;

  /** The tables of a folder. */
  public ShardTables(SparkSession spark, DataFolder<?> folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /**
   * How a row becomes an example.
   *
   * @param <T> the example
   * @param columns the number of the example, then what it is made of
   * @param read makes an example of a row of these columns
   * @param noun what messages call examples, in the plural
   * @param key of the configuration that sets the number of shards
   */
  public record Reading<T>(
      List<String> columns, Function<InternalRow, T> read, String noun, String key)
      implements Serializable {}

  /**
   * Writes a part.
   *
   * @param rows a partition for every shard
   * @return files, relative to the folder
   */
  public List<String> write(Split split, JavaRDD<Row> rows, StructType columns, int shards) {
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
    folder.files().createFolder(folder.resolve(split.label()));
    List<String> names = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      names.add(name(split, shard));
      folder.files().publish(parts.get(shard), folder.resolve(name(split, shard)));
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

  private static String name(Split split, int shard) {
    return String.format(Locale.ROOT, "%s/shard-%05d.parquet", split.label(), shard);
  }

  /** The rows of a part of one shard, in the order of their numbers. */
  public List<Row> rows(Split split, StructType columns) {
    return PlainPaths.read(spark)
        .schema(columns)
        .parquet(folder.resolve(name(split, 0)).toString())
        .orderBy("id")
        .collectAsList();
  }

  /**
   * The training examples of each worker, in a partition of its own.
   *
   * <p>Worker k has the shards k, k + workers, k + 2·workers …, its examples in ascending order of
   * their numbers; the order and the division depend on nothing but {@code workers}. Not cached.
   *
   * @param counts examples of every shard
   * @param workers from 1 to the number of shards
   * @return {@code workers} partitions of one list each
   * @throws MosnasException of kind USAGE if there are more workers than shards
   */
  public <T> JavaRDD<List<T>> workers(
      StructType columns, List<Long> counts, int workers, Reading<T> reading) {
    int shards = counts.size();
    if (workers < 1 || workers > shards) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "%d workers cannot share %d shards of training data; set workers from 1 to %d, or"
                  + " prepare the data with more shards (%s)",
              workers,
              shards,
              shards,
              reading.key()));
    }
    List<JavaRDD<List<T>>> parts = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      List<String> files = new ArrayList<>();
      long expected = 0;
      for (int shard = worker; shard < shards; shard += workers) {
        files.add(folder.resolve(name(Split.TRAIN, shard)).toString());
        expected += counts.get(shard);
      }
      parts.add(worker(columns, files, expected, reading));
    }
    return union(parts);
  }

  /** One partition with one list: Spark's rows, without a detour over objects for each id. */
  private <T> JavaRDD<List<T>> worker(
      StructType columns, List<String> files, long expected, Reading<T> reading) {
    return PlainPaths.read(spark)
        .schema(columns)
        .parquet(files.toArray(String[]::new))
        .selectExpr(reading.columns().toArray(String[]::new))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .coalesce(1)
        .mapPartitions(rows -> sorted(rows, files, expected, reading));
  }

  private static <T> Iterator<List<T>> sorted(
      Iterator<InternalRow> rows, List<String> files, long expected, Reading<T> reading)
      throws Exception {
    List<Numbered<T>> examples = new ArrayList<>();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      examples.add(new Numbered<>(row.getLong(0), reading.read().call(row)));
    }
    if (examples.size() != expected) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: %d %s in place of %d; prepare the data again",
              String.join(", ", files),
              examples.size(),
              reading.noun(),
              expected));
    }
    examples.sort(Comparator.comparingLong(Numbered::id));
    List<T> ordered = new ArrayList<>(examples.size());
    examples.forEach(example -> ordered.add(example.example()));
    return List.of(ordered).iterator();
  }

  private record Numbered<T>(long id, T example) {}

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private <T> JavaRDD<List<T>> union(List<JavaRDD<List<T>>> parts) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .union((JavaRDD<List<T>>[]) parts.toArray(new JavaRDD[0]));
  }
}
