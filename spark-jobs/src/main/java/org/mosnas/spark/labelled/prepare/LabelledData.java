package org.mosnas.spark.labelled.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.network.Example;
import org.mosnas.model.network.Head;
import org.mosnas.model.task.Batcher;
import org.mosnas.model.task.labelled.LabelledBatcher;
import org.mosnas.model.task.labelled.LabelledExample;
import org.mosnas.model.task.labelled.Labelling;
import org.mosnas.model.text.wordpiece.TokenizerJson;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.ShardTables;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.io.PlainPaths;
import org.mosnas.spark.run.ParquetFiles;
import org.mosnas.spark.task.TaskData;

/** What {@link LabelledPreparation} left on storage, as later stages use it. */
public final class LabelledData implements TaskData {
  /** Name of the file of the tokenizer, as Hugging Face's libraries have it. */
  public static final String TOKENIZER = "tokenizer.json";

  private final DataFolder<LabelledManifest> folder;
  private final LabelledManifest manifest;

  private LabelledData(DataFolder<LabelledManifest> folder, LabelledManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /** The files of prepared data. */
  static DataFolder<LabelledManifest> folder(Path folder, Configuration hadoop) {
    return new DataFolder<>(folder, hadoop, LabelledManifest::parse);
  }

  /**
   * Opens prepared data.
   *
   * @throws BadDataException if there is none, if it is of another version, or if its files are not
   *     as they were written; tables are checked by their size
   */
  public static LabelledData open(Path folder, Configuration hadoop) {
    DataFolder<LabelledManifest> files = folder(folder, hadoop);
    return new LabelledData(files, files.open());
  }

  /** What the data is and where it comes from. */
  public LabelledManifest manifest() {
    return manifest;
  }

  /** The tokenizer that the texts were spelled with. */
  public WordPiece tokenizer() {
    return TokenizerJson.read(folder.resolve(TOKENIZER).toString(), folder.readText(TOKENIZER));
  }

  /** What labels are. */
  public Labelling labelling() {
    return manifest.labelling();
  }

  @Override
  public Batcher batcher() {
    return new LabelledBatcher(head().kind());
  }

  @Override
  public String fingerprint() {
    return manifest.fingerprint();
  }

  @Override
  public Optional<String> difference(EffectiveConfig settings) {
    return manifest.difference(settings.bind(LabelledSettings::from));
  }

  @Override
  public List<Integer> vocabularies() {
    return List.of(manifest.vocabulary());
  }

  @Override
  public Head head() {
    return labelling().head();
  }

  @Override
  public JavaRDD<List<Example>> trainShards(SparkSession spark, int workers) {
    return new ShardTables(spark, folder)
        .workers(
            LabelledTables.ALL,
            manifest.shardExamples(),
            workers,
            new ShardTables.Reading<Example>(
                List.of("id", "ids", "types", "label"),
                LabelledData::example,
                "texts",
                LabelledSettings.PATH + ".shards"));
  }

  @Override
  public List<Example> validation(SparkSession spark) {
    return List.copyOf(examples(spark, Split.VALID));
  }

  /** The test examples, in the order of their files. */
  public List<LabelledExample> test(SparkSession spark) {
    return examples(spark, Split.TEST);
  }

  /** Texts and labels of the training examples, in no particular order. */
  public JavaRDD<TextAndLabel> trainTexts(SparkSession spark) {
    return PlainPaths.read(spark)
        .schema(LabelledTables.ALL)
        .parquet(folder.resolve(Split.TRAIN.label()).toString())
        .toJavaRDD()
        .map(LabelledData::textAndLabel);
  }

  /** The test texts with their labels, in the order of their files. */
  public List<TextAndLabel> testTexts(SparkSession spark) {
    return rows(spark, Split.TEST).stream().map(LabelledData::textAndLabel).toList();
  }

  /**
   * The first test texts, in the order of their files; read without Spark.
   *
   * @param most how many at most
   * @return one or two texts each
   */
  public List<List<String>> testTexts(int most, Configuration hadoop) {
    List<List<String>> texts = new ArrayList<>();
    ParquetFiles parquet = new ParquetFiles(folder.files(), hadoop);
    for (Path file : parquet.in(folder.resolve(Split.TEST.label()))) {
      parquet.read(
          file,
          row -> {
            if (texts.size() < most) {
              texts.add(texts(row.getGroup("texts", 0)));
            }
            return texts.size() < most;
          });
    }
    return texts;
  }

  private static List<String> texts(Group list) {
    return IntStream.range(0, list.getFieldRepetitionCount(0))
        .mapToObj(i -> list.getGroup(0, i).getString(0, 0))
        .toList();
  }

  /**
   * A text or a pair.
   *
   * @param texts one or two
   * @param label number of its class, or its number
   */
  public record TextAndLabel(List<String> texts, float label) implements Serializable {
    /** Copies the list. */
    public TextAndLabel {
      texts = List.copyOf(texts);
    }
  }

  private static TextAndLabel textAndLabel(Row row) {
    return new TextAndLabel(
        row.getList(row.fieldIndex("texts")), row.getFloat(row.fieldIndex("label")));
  }

  private List<LabelledExample> examples(SparkSession spark, Split split) {
    return rows(spark, split).stream()
        .map(
            row ->
                new LabelledExample(
                    ids(row, "ids"), ids(row, "types"), row.getFloat(row.fieldIndex("label"))))
        .toList();
  }

  private List<Row> rows(SparkSession spark, Split split) {
    return new ShardTables(spark, folder).rows(split, LabelledTables.ALL);
  }

  private static int[] ids(Row row, String column) {
    return row.<Integer>getList(row.fieldIndex(column)).stream().mapToInt(id -> id).toArray();
  }

  private static Example example(InternalRow row) {
    return new LabelledExample(
        row.getArray(1).toIntArray(), row.getArray(2).toIntArray(), row.getFloat(3));
  }
}
