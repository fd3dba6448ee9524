package org.mosnas.spark.masked.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.wordpiece.TokenizerJson;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.model.text.wordpiece.WordPieceLearner;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.GivenTokenizer;
import org.mosnas.spark.data.ShardPartitioner;
import org.mosnas.spark.data.ShardTables;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.masked.prepare.TextManifest.Counts;
import org.mosnas.spark.masked.prepare.TextManifest.Plan;
import org.mosnas.spark.masked.prepare.TextParts.Packed;
import scala.Tuple2;

/** The work itself, step by step. */
final class TextPreparation {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final TextSettings settings;
  private final TextParts texts;
  private final Optional<GivenTokenizer> given;
  private final Consumer<String> listener;

  TextPreparation(
      SparkSession spark,
      TextSettings settings,
      TextParts texts,
      Optional<GivenTokenizer> given,
      Consumer<String> listener) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = settings;
    this.texts = texts;
    this.given = given;
    this.listener = listener;
  }

  /** Writes everything but the manifest, which it returns. */
  TextManifest write(DataFolder<TextManifest> folder, Plan plan) {
    step("choosing the documents that are held out");
    texts.holdOut();
    WordPiece wordPiece = given.map(GivenTokenizer::wordPiece).orElseGet(this::learn);
    List<String> files = new ArrayList<>();
    files.add(folder.write(PreparedText.VOCABULARY, wordPiece.vocabulary()::write));
    files.add(
        folder.write(PreparedText.TOKENIZER, text -> text.append(TokenizerJson.write(wordPiece))));
    Broadcast<WordPiece> broadcast = context.broadcast(wordPiece);
    ShardTables tables = new ShardTables(spark, folder);
    Map<String, Counts> parts = new LinkedHashMap<>();
    List<Long> shards = new ArrayList<>();
    for (Split split : Split.values()) {
      step("packing the sequences of " + split.label());
      JavaRDD<Packed> packed =
          texts.sequences(split, broadcast).persist(StorageLevel.MEMORY_AND_DISK_SER());
      Counts counts = count(split, packed, wordPiece.vocabulary().unknown());
      parts.put(split.label(), counts);
      int count = split == Split.TRAIN ? settings.division().shards() : 1;
      if (split == Split.TRAIN) {
        shards.addAll(shardSequences(counts.sequences(), count));
      }
      files.addAll(tables.write(split, rows(packed, count), PreparedText.COLUMNS, count));
      packed.unpersist();
    }
    broadcast.destroy();
    return new TextManifest(
        TextManifest.FORMAT_VERSION,
        plan.fingerprint(),
        plan.settings(),
        settings.masking(),
        plan.inputs(),
        parts,
        wordPiece.vocabulary().size(),
        shards,
        folder.describe(files));
  }

  private WordPiece learn() {
    step("counting words");
    Map<String, Long> words = texts.wordCounts(settings.pieces().rules());
    step(String.format(Locale.ROOT, "learning a vocabulary from %,d words", words.size()));
    return new WordPiece(
        WordPieceLearner.learn(words, settings.pieces().limits()), settings.pieces().rules());
  }

  private static JavaRDD<Row> rows(JavaRDD<Packed> packed, int shards) {
    return packed
        .flatMap(block -> block.sequences().iterator())
        .zipWithIndex()
        .mapToPair(numbered -> new Tuple2<>(numbered._2(), numbered._1()))
        .repartitionAndSortWithinPartitions(new ShardPartitioner(shards))
        .map(
            numbered ->
                RowFactory.create(
                    ShardPartitioner.shard(numbered._1(), shards),
                    numbered._1(),
                    numbered._2().ids()));
  }

  /** Sequences of each shard: they are dealt out in turns. */
  private static List<Long> shardSequences(long sequences, int shards) {
    if (sequences < shards) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%d sequences are left to train on, too few for %d shards; add text or lower"
                  + " %s.shards",
              sequences,
              shards,
              TextSettings.PATH));
    }
    List<Long> counts = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      counts.add((sequences + shards - 1 - shard) / shards);
    }
    return counts;
  }

  private Counts count(Split split, JavaRDD<Packed> packed, int unknown) {
    long[] sums =
        packed.map(block -> sums(block, unknown)).fold(new long[5], TextPreparation::plus);
    Counts counts = new Counts(sums[0], sums[1], sums[2], sums[3], sums[4]);
    if (counts.sequences() == 0) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "no sequence is left for %s: of %d documents, %d sequences were too short; add text,"
                  + " hold out less (%s.holdout), or lower %s.min-pieces",
              split.label(),
              counts.documents(),
              counts.leftOut(),
              TextSettings.PATH,
              TextSettings.PATH));
    }
    return counts;
  }

  private static long[] sums(Packed block, int unknown) {
    long pieces = 0;
    long unspelled = 0;
    for (var text : block.sequences()) {
      pieces += text.length() - 2;
      unspelled += Arrays.stream(text.ids()).filter(id -> id == unknown).count();
    }
    return new long[] {
      block.documents(), block.leftOut(), block.sequences().size(), pieces, unspelled
    };
  }

  private static long[] plus(long[] left, long[] right) {
    long[] sum = new long[left.length];
    Arrays.setAll(sum, i -> left[i] + right[i]);
    return sum;
  }

  private void step(String description) {
    spark.sparkContext().setJobDescription("prepare: " + description);
    listener.accept(description);
  }
}
