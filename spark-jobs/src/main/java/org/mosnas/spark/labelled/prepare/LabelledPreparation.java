package org.mosnas.spark.labelled.prepare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.task.labelled.LabelledEncoder;
import org.mosnas.model.task.labelled.LabelledPart;
import org.mosnas.model.task.labelled.LabelledText;
import org.mosnas.model.task.labelled.Labelling;
import org.mosnas.model.text.wordpiece.TokenizerJson;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.DataFolder.Result;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.labelled.prepare.LabelledManifest.Counts;
import org.mosnas.spark.labelled.prepare.LabelledManifest.Plan;
import org.mosnas.spark.labelled.prepare.LabelledTables.Written;

/**
 * Makes shards of ids of files of labelled texts.
 *
 * <p>The result is a function of settings, tokenizer and file contents alone: the same bits from
 * any number of executors. It appears in one step, complete, or not at all.
 */
public final class LabelledPreparation {
  /** Not that of the run: data do not depend on it. */
  private static final long ORDER_SEED = 0;

  private final LabelledSettings settings;
  private final WordPiece tokenizer;
  private final Consumer<String> listener;

  /**
   * A preparation.
   *
   * @param tokenizer that of the networks
   * @param listener is told of every step before it begins, in a line
   */
  public LabelledPreparation(
      LabelledSettings settings, WordPiece tokenizer, Consumer<String> listener) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /**
   * Runs the preparation; does nothing if the same data is there already.
   *
   * @param folder to write; replaced if it holds other data that nothing was made from
   * @param results folders that later stages make from the data; while one exists, the data is not
   *     replaced by other data
   * @throws BadDataException if a file is missing or bad, or if there is nothing to learn in it
   * @throws MosnasException of kind USAGE if the settings name no files, or if other data would
   *     have to be replaced that results depend on
   */
  public Result<LabelledManifest> run(SparkSession spark, Path folder, List<Path> results) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    listener.accept("reading texts and labels");
    LabelledFiles files = LabelledFiles.read(context, settings);
    requireShards(files);
    Plan plan = new Plan(keys(), files.inputs());
    try {
      return LabelledData.folder(folder, context.hadoopConfiguration())
          .prepare(plan, results, made -> write(spark, made, plan, files));
    } finally {
      context.setJobDescription(null);
    }
  }

  private LabelledManifest write(
      SparkSession spark, DataFolder<LabelledManifest> folder, Plan plan, LabelledFiles files) {
    step(
        spark,
        String.format(
            Locale.ROOT,
            "spelling %d + %d + %d texts%s",
            files.train().texts().size(),
            files.dev().texts().size(),
            files.test().texts().size(),
            files.splitsDev() ? "; the last two are halves of the development set" : ""));
    LabelledTables tables =
        new LabelledTables(
            spark, folder, new LabelledEncoder(tokenizer, settings.maxLength()), files.labelling());
    Set<List<String>> known =
        files.train().texts().stream().map(LabelledText::texts).collect(Collectors.toSet());
    List<String> names = new ArrayList<>();
    names.add(
        folder.write(LabelledData.TOKENIZER, text -> text.append(TokenizerJson.write(tokenizer))));
    Map<String, Counts> parts = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      Written table =
          split == Split.TRAIN
              ? tables.write(split, shuffled(files.train()), settings.shards(), Set.of())
              : tables.write(split, files.of(split), 1, known);
      parts.put(split.label(), table.counts());
      names.addAll(table.files());
    }
    return new LabelledManifest(
        LabelledManifest.FORMAT_VERSION,
        plan.fingerprint(),
        plan.settings(),
        plan.inputs(),
        parts,
        files.labelling() instanceof Labelling.Classes classes ? classes.names() : List.of(),
        tokenizer.vocabulary().size(),
        files.splitsDev(),
        shardExamples(files.train().texts().size()),
        folder.describe(names));
  }

  /** So that no shard has one class only, whatever the order of the files. */
  private static LabelledPart shuffled(LabelledPart part) {
    List<LabelledText> texts = new ArrayList<>(part.texts());
    SplittableRandom random = Seeds.generator(ORDER_SEED, "shard-order");
    for (int i = texts.size() - 1; i > 0; i--) {
      Collections.swap(texts, i, random.nextInt(i + 1));
    }
    return new LabelledPart(texts, part.read(), part.dropped(), part.places());
  }

  private void step(SparkSession spark, String description) {
    spark.sparkContext().setJobDescription("prepare: " + description);
    listener.accept(description);
  }

  private Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>(settings.keys());
    keys.put(LabelledManifest.TOKENIZER, Checksums.sha256(TokenizerJson.write(tokenizer)));
    return keys;
  }

  private void requireShards(LabelledFiles files) {
    int examples = files.train().texts().size();
    if (examples < settings.shards()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%d examples to train on are too few for %d shards; add examples or lower %s.shards",
              examples,
              settings.shards(),
              LabelledSettings.PATH));
    }
  }

  private List<Long> shardExamples(long examples) {
    List<Long> sizes = new ArrayList<>();
    for (int shard = 0; shard < settings.shards(); shard++) {
      sizes.add((examples - shard + settings.shards() - 1) / settings.shards());
    }
    return sizes;
  }
}
