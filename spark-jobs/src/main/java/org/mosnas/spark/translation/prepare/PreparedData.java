package org.mosnas.spark.translation.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.spark.io.PlainPaths;

/** What {@link PrepareJob} left on storage, as later stages use it. */
public final class PreparedData {
  private final DataFolder folder;
  private final PrepareManifest manifest;
  private final TextPipeline pipeline;

  private PreparedData(DataFolder folder, PrepareManifest manifest, TextPipeline pipeline) {
    this.folder = folder;
    this.manifest = manifest;
    this.pipeline = pipeline;
  }

  /**
   * Opens prepared data.
   *
   * @param folder that the job wrote
   * @throws BadDataException if there is none, if it is of another version, or if its files are not
   *     as they were written; tables are checked by their size
   */
  public static PreparedData open(Path folder, Configuration hadoop) {
    DataFolder files = new DataFolder(folder, hadoop);
    if (!files.hasManifest()) {
      throw new BadDataException("no prepared data in " + folder + "; run mos prepare first");
    }
    PrepareManifest manifest = files.readManifest();
    files.verify(manifest);
    return new PreparedData(files, manifest, files.readText(manifest));
  }

  /** What the data is and where it comes from. */
  public PrepareManifest manifest() {
    return manifest;
  }

  /** What turns lines into ids, and ids into text. */
  public TextPipeline pipeline() {
    return pipeline;
  }

  /** The tokens of the source that have ids. */
  public Vocabulary sourceVocabulary() {
    return pipeline.sourceVocabulary();
  }

  /** The tokens of the target that have ids; the same as the source's if they are joint. */
  public Vocabulary targetVocabulary() {
    return pipeline.targetVocabulary();
  }

  /**
   * The training pairs of each worker, in a partition of its own.
   *
   * <p>Worker k has the shards k, k + workers, k + 2·workers …, its pairs in ascending order of
   * their ids; the order and the division depend on nothing but {@code workers}. Not cached.
   *
   * @param workers from 1 to the number of shards
   * @return {@code workers} partitions of one list each
   * @throws MosnasException of kind USAGE if there are more workers than shards
   */
  public JavaRDD<List<SentencePair>> shards(SparkSession spark, int workers) {
    int shards = manifest.shardSentences().size();
    if (workers < 1 || workers > shards) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "%d workers cannot share %d shards of training data; set workers from 1 to %d, or"
                  + " prepare the data with more shards (%s.shards)",
              workers,
              shards,
              shards,
              PrepareSettings.PATH));
    }
    List<JavaRDD<List<SentencePair>>> parts = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      List<String> files = new ArrayList<>();
      long expected = 0;
      for (int shard = worker; shard < shards; shard += workers) {
        files.add(table(Split.TRAIN, shard));
        expected += manifest.shardSentences().get(shard);
      }
      parts.add(worker(spark, files, expected));
    }
    return union(spark, parts);
  }

  /** The validation pairs, in the order of their file. */
  public List<SentencePair> valid(SparkSession spark) {
    return rows(spark, Split.VALID, TokenTables.TOKENS).stream()
        .map(row -> new SentencePair(ids(row, "source"), ids(row, "target")))
        .toList();
  }

  /** The test sentences, in the order of their file. */
  public List<TestSentence> test(SparkSession spark) {
    return rows(spark, Split.TEST, TokenTables.TOKENS_AND_TEXT).stream()
        .map(
            row ->
                new TestSentence(
                    row.getLong(row.fieldIndex("id")),
                    row.getString(row.fieldIndex("source_text")),
                    row.getString(row.fieldIndex("target_text")),
                    ids(row, "source")))
        .toList();
  }

  private String table(Split split, int shard) {
    return folder.resolve(split.label() + "/" + TokenTables.file(shard)).toString();
  }

  /** One partition with one list: Spark's rows, without a detour over objects for each id. */
  private static JavaRDD<List<SentencePair>> worker(
      SparkSession spark, List<String> files, long expected) {
    return PlainPaths.read(spark)
        .schema(TokenTables.TOKENS)
        .parquet(files.toArray(String[]::new))
        .select("id", "source", "target")
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .coalesce(1)
        .mapPartitions(rows -> sorted(rows, files, expected));
  }

  private static Iterator<List<SentencePair>> sorted(
      Iterator<InternalRow> rows, List<String> files, long expected) {
    List<Numbered> pairs = new ArrayList<>();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      pairs.add(
          new Numbered(
              row.getLong(0),
              new SentencePair(row.getArray(1).toIntArray(), row.getArray(2).toIntArray())));
    }
    if (pairs.size() != expected) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: %d sentence pairs in place of %d; prepare the data again",
              String.join(", ", files),
              pairs.size(),
              expected));
    }
    pairs.sort(Comparator.comparingLong(Numbered::id));
    return List.<List<SentencePair>>of(new ArrayList<>(pairs.stream().map(Numbered::pair).toList()))
        .iterator();
  }

  private record Numbered(long id, SentencePair pair) {}

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private static JavaRDD<List<SentencePair>> union(
      SparkSession spark, List<JavaRDD<List<SentencePair>>> parts) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .union((JavaRDD<List<SentencePair>>[]) parts.toArray(new JavaRDD[0]));
  }

  private List<Row> rows(SparkSession spark, Split split, StructType columns) {
    Dataset<Row> table = PlainPaths.read(spark).schema(columns).parquet(table(split, 0));
    return table.orderBy("id").collectAsList();
  }

  private static int[] ids(Row row, String column) {
    return row.<Integer>getList(row.fieldIndex(column)).stream().mapToInt(id -> id).toArray();
  }

  /**
   * A sentence to translate and its reference.
   *
   * @param id number of the sentence in its file
   * @param sourceText the source as given, without byte pairs
   * @param targetText the reference as given, without byte pairs
   * @param sourceIds {@code [sourceTime]}, ends with {@code </s>}
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared or changed
  public record TestSentence(long id, String sourceText, String targetText, int[] sourceIds)
      implements Serializable {}
}
