package org.mosnas.spark.masked.prepare;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.mosnas.model.task.masked.PackedText;
import org.mosnas.model.text.wordpiece.TokenizerJson;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.ShardTables;
import org.mosnas.spark.data.Split;

/** What {@link PrepareTextJob} left on storage, as later stages use it. */
public final class PreparedText {
  /** Name of the file of the vocabulary, a piece a line. */
  public static final String VOCABULARY = "vocab.txt";

  /** Name of the file that has the vocabulary and its rules, as Hugging Face's libraries do. */
  public static final String TOKENIZER = "tokenizer.json";

  static final StructType COLUMNS =
      DataTypes.createStructType(
          new StructField[] {
            DataTypes.createStructField("shard", DataTypes.IntegerType, false),
            DataTypes.createStructField("id", DataTypes.LongType, false),
            DataTypes.createStructField(
                "ids", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
          });

  private final DataFolder<TextManifest> folder;
  private final TextManifest manifest;
  private final WordPiece wordPiece;

  private PreparedText(
      DataFolder<TextManifest> folder, TextManifest manifest, WordPiece wordPiece) {
    this.folder = folder;
    this.manifest = manifest;
    this.wordPiece = wordPiece;
  }

  /**
   * Opens prepared text.
   *
   * @param folder that the job wrote
   * @throws org.mosnas.model.error.BadDataException if there is none, if it is of another version,
   *     or if its files are not as they were written; tables are checked by their size
   */
  public static PreparedText open(Path folder, Configuration hadoop) {
    DataFolder<TextManifest> files = new DataFolder<>(folder, hadoop, TextManifest::parse);
    TextManifest manifest = files.open();
    String name = files.resolve(TOKENIZER).toString();
    return new PreparedText(files, manifest, TokenizerJson.read(name, files.readText(TOKENIZER)));
  }

  /** What the data is and where it comes from. */
  public TextManifest manifest() {
    return manifest;
  }

  /** In what the data differs from what settings ask for, if in anything. */
  public Optional<String> difference(TextSettings settings) {
    return manifest.difference(settings);
  }

  /** What turns text into ids, and ids into text. */
  public WordPiece wordPiece() {
    return wordPiece;
  }

  /**
   * The training sequences of each worker, in a partition of its own; see {@link
   * ShardTables#workers}.
   */
  public JavaRDD<List<PackedText>> shards(SparkSession spark, int workers) {
    return new ShardTables(spark, folder)
        .workers(
            COLUMNS,
            manifest.shardSequences(),
            workers,
            new ShardTables.Reading<>(
                List.of("id", "ids"),
                row -> new PackedText(row.getArray(1).toIntArray()),
                "sequences",
                TextSettings.PATH + ".shards"));
  }

  /** The validation sequences, in the order of their text. */
  public List<PackedText> valid(SparkSession spark) {
    return sequences(spark, Split.VALID);
  }

  /** The test sequences, in the order of their text. */
  public List<PackedText> test(SparkSession spark) {
    return sequences(spark, Split.TEST);
  }

  private List<PackedText> sequences(SparkSession spark, Split split) {
    return new ShardTables(spark, folder)
        .rows(split, COLUMNS).stream().map(PreparedText::text).toList();
  }

  private static PackedText text(Row row) {
    return new PackedText(
        row.<Integer>getList(row.fieldIndex("ids")).stream().mapToInt(id -> id).toArray());
  }
}
