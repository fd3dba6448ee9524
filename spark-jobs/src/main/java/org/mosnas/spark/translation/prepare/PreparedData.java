package org.mosnas.spark.translation.prepare;

import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.ShardTables;
import org.mosnas.spark.data.Split;

/** What {@link PrepareJob} left on storage, as later stages use it. */
public final class PreparedData {
  private final DataFolder<PrepareManifest> folder;
  private final PrepareManifest manifest;
  private final TextPipeline pipeline;

  private PreparedData(
      DataFolder<PrepareManifest> folder, PrepareManifest manifest, TextPipeline pipeline) {
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
    DataFolder<PrepareManifest> files = new DataFolder<>(folder, hadoop, PrepareManifest::parse);
    PrepareManifest manifest = files.open();
    return new PreparedData(files, manifest, TextPipelineFiles.read(files, manifest));
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
    return new ShardTables(spark, folder)
        .workers(
            TokenTables.TOKENS,
            manifest.shardSentences(),
            workers,
            new ShardTables.Reading<>(
                List.of("id", "source", "target"),
                row -> new SentencePair(row.getArray(1).toIntArray(), row.getArray(2).toIntArray()),
                "sentence pairs",
                PrepareSettings.PATH + ".shards"));
  }

  /** The validation pairs, in the order of their file. */
  public List<SentencePair> valid(SparkSession spark) {
    return new ShardTables(spark, folder)
        .rows(Split.VALID, TokenTables.TOKENS).stream()
            .map(row -> new SentencePair(ids(row, "source"), ids(row, "target")))
            .toList();
  }

  /** The test sentences, in the order of their file. */
  public List<TestSentence> test(SparkSession spark) {
    return new ShardTables(spark, folder)
        .rows(Split.TEST, TokenTables.TOKENS_AND_TEXT).stream()
            .map(
                row ->
                    new TestSentence(
                        row.getLong(row.fieldIndex("id")),
                        row.getString(row.fieldIndex("source_text")),
                        row.getString(row.fieldIndex("target_text")),
                        ids(row, "source")))
            .toList();
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
