package org.mosnas.spark.translation.prepare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.text.SentencePair;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.ShardPartitioner;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.translation.prepare.LearnedText.TokenCount;
import org.mosnas.spark.translation.prepare.PrepareManifest.Counts;
import org.mosnas.spark.translation.prepare.PrepareManifest.Plan;

/** The work itself, step by step. */
final class Preparation {
  private final SparkSession spark;
  private final PrepareSettings settings;
  private final EmbeddingSharing embeddings;
  private final PairReader reader;
  private final Consumer<String> listener;

  Preparation(
      SparkSession spark,
      PrepareSettings settings,
      EmbeddingSharing embeddings,
      PairReader reader,
      Consumer<String> listener) {
    this.spark = spark;
    this.settings = settings;
    this.embeddings = embeddings;
    this.reader = reader;
    this.listener = listener;
  }

  /** Writes everything but the manifest, which it returns. */
  PrepareManifest write(DataFolder<PrepareManifest> folder, Plan plan) {
    step(String.format(Locale.ROOT, "cleaning %d sentence pairs", reader.count(Split.TRAIN)));
    try (TrainingText train = new TrainingText(reader.read(Split.TRAIN), settings)) {
      List<Long> shardSentences = shardSentences(train);
      step(
          String.format(
              Locale.ROOT,
              "counting the words of %d pairs; dropped %s",
              train.count(),
              train.dropped()));
      WordCounts words = WordCounts.of(train.pairs());
      step(String.format(Locale.ROOT, "learning subwords from %d words", words.joint().size()));
      LearnedText learned = LearnedText.of(words, settings, embeddings);
      step(String.format(Locale.ROOT, "writing %d shards", settings.division().shards()));
      List<String> files =
          new ArrayList<>(TextPipelineFiles.write(folder, learned.pipeline(), embeddings));
      TokenTables tables = new TokenTables(spark, folder, learned.pipeline());
      files.addAll(tables.writeTrain(train.pairs(), settings.division().shards()));
      Map<String, Counts> parts = new LinkedHashMap<>();
      parts.put(Split.TRAIN.label(), describe(train, learned));
      for (Split split : List.of(Split.VALID, Split.TEST)) {
        EvaluationText text = EvaluationText.of(split, reader, train.heldOut(), settings);
        List<SentencePair> encoded = text.encode(learned.pipeline());
        files.addAll(tables.write(split, text.lines(), encoded));
        parts.put(split.label(), text.describe(encoded));
      }
      return new PrepareManifest(
          PrepareManifest.FORMAT_VERSION,
          plan.fingerprint(),
          plan.settings(),
          plan.inputs(),
          parts,
          learned.pipeline().codes().map(codes -> codes.merges().size()).orElse(0),
          learned.pipeline().sourceVocabulary().size(),
          learned.pipeline().targetVocabulary().size(),
          shardSentences,
          folder.describe(files));
    }
  }

  private void step(String description) {
    spark.sparkContext().setJobDescription("prepare: " + description);
    listener.accept(description);
  }

  private List<Long> shardSentences(TrainingText train) {
    int shards = settings.division().shards();
    Map<Integer, Long> counts =
        train.pairs().map(pair -> ShardPartitioner.shard(pair.id(), shards)).countByValue();
    List<Long> sentences = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      if (!counts.containsKey(shard)) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%d sentence pairs are left to train on, too few for %d shards: shard %d would be"
                    + " empty; add text or lower %s.shards",
                train.count(),
                shards,
                shard,
                PrepareSettings.PATH));
      }
      sentences.add(counts.get(shard));
    }
    return sentences;
  }

  private Counts describe(TrainingText train, LearnedText learned) {
    TokenCount source = learned.source();
    TokenCount target = learned.target();
    return new Counts(
        reader.count(Split.TRAIN),
        train.count(),
        train.dropped(),
        source.tokens() + train.count(),
        target.tokens() + train.count(),
        source.unknown() + target.unknown());
  }
}
