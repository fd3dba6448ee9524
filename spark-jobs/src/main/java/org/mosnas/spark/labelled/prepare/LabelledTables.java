package org.mosnas.spark.labelled.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.mosnas.model.task.labelled.LabelledEncoder;
import org.mosnas.model.task.labelled.LabelledExample;
import org.mosnas.model.task.labelled.LabelledPart;
import org.mosnas.model.task.labelled.LabelledText;
import org.mosnas.model.task.labelled.Labelling;
import org.mosnas.spark.cluster.Shared;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.ShardPartitioner;
import org.mosnas.spark.data.ShardTables;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.labelled.prepare.LabelledManifest.Counts;

/**
 * The Parquet tables of labelled texts: one file a shard, in ascending order of the numbers of the
 * examples. Texts are spelled on the executors.
 */
final class LabelledTables {
  /** The columns that are trained on. */
  static final StructType EXAMPLES =
      DataTypes.createStructType(
          List.of(
              field("id", DataTypes.LongType),
              field("ids", DataTypes.createArrayType(DataTypes.IntegerType, false)),
              field("types", DataTypes.createArrayType(DataTypes.IntegerType, false)),
              field("label", DataTypes.FloatType)));

  /** The columns that people and word counts read; all texts of an example are in a list. */
  private static final StructType TEXTS =
      DataTypes.createStructType(
          List.of(
              field("texts", DataTypes.createArrayType(DataTypes.StringType, false)),
              field("cut", DataTypes.BooleanType)));

  /** All columns. */
  static final StructType ALL =
      DataTypes.createStructType(
          Stream.of(EXAMPLES, TEXTS)
              .flatMap(columns -> Arrays.stream(columns.fields()))
              .toArray(StructField[]::new));

  private final JavaSparkContext context;
  private final ShardTables tables;
  private final LabelledEncoder encoder;
  private final Labelling labelling;

  /** Spells texts and writes them into a folder, which exists. */
  LabelledTables(
      SparkSession spark, DataFolder<?> folder, LabelledEncoder encoder, Labelling labelling) {
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.tables = new ShardTables(spark, folder);
    this.encoder = encoder;
    this.labelling = labelling;
  }

  /**
   * A table that was written.
   *
   * @param files relative to the folder
   * @param counts what is in it
   */
  record Written(List<String> files, Counts counts) {}

  /**
   * Writes a part; example {@code id} is in the shard {@code id % shards}.
   *
   * @param known texts to look for, and to count
   */
  Written write(Split split, LabelledPart part, int shards, Set<List<String>> known) {
    try (Shared<LabelledEncoder> shared = Shared.of(context, encoder)) {
      JavaRDD<Row> rows =
          context
              .parallelize(deal(part.texts(), shards), shards)
              .flatMap(new Encode(shared.broadcast(), labelling))
              .persist(StorageLevel.MEMORY_AND_DISK_SER());
      try {
        List<String> written = tables.write(split, rows, ALL, shards);
        Size size = rows.map(Size::of).reduce(Size::plus);
        return new Written(
            written,
            new Counts(
                part.texts().size(),
                part.dropped(),
                size.tokens(),
                size.cut(),
                part.texts().stream().filter(text -> known.contains(text.texts())).count(),
                labelling instanceof Labelling.Classes ? LabelCounts.of(part.texts()) : Map.of()));
      } finally {
        rows.unpersist();
      }
    }
  }

  private static List<Shard> deal(List<LabelledText> texts, int shards) {
    List<List<LabelledText>> dealt = new ArrayList<>();
    IntStream.range(0, shards).forEach(shard -> dealt.add(new ArrayList<>()));
    for (int id = 0; id < texts.size(); id++) {
      dealt.get(ShardPartitioner.shard(id, shards)).add(texts.get(id));
    }
    return IntStream.range(0, shards)
        .mapToObj(shard -> new Shard(shard, shards, dealt.get(shard)))
        .toList();
  }

  private static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, false);
  }

  /** Texts number {@code first}, {@code first + step} … */
  private record Shard(long first, long step, List<LabelledText> texts) implements Serializable {}

  /** Tokens of a table, and examples that were cut. */
  private record Size(long tokens, long cut) implements Serializable {
    static Size of(Row row) {
      return new Size(((int[]) row.get(1)).length, row.getBoolean(5) ? 1 : 0);
    }

    Size plus(Size other) {
      return new Size(tokens + other.tokens, cut + other.cut);
    }
  }

  private static final class Encode implements FlatMapFunction<Shard, Row> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<LabelledEncoder> encoder;
    private final Labelling labelling;

    Encode(Broadcast<LabelledEncoder> encoder, Labelling labelling) {
      this.encoder = encoder;
      this.labelling = labelling;
    }

    @Override
    public Iterator<Row> call(Shard shard) {
      List<Row> rows = new ArrayList<>();
      for (LabelledText text : shard.texts()) {
        rows.add(row(shard.first() + rows.size() * shard.step(), text));
      }
      return rows.iterator();
    }

    private Row row(long id, LabelledText text) {
      List<int[]> pieces = encoder.value().pieces(text.texts());
      LabelledExample example = encoder.value().put(pieces, labelling.value(text.label()));
      return RowFactory.create(
          id,
          example.ids(),
          example.types(),
          example.label(),
          text.texts().toArray(String[]::new),
          encoder.value().cuts(pieces));
    }
  }
}
