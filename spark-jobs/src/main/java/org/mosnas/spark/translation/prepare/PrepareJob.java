package org.mosnas.spark.translation.prepare;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.DataFolder.Result;
import org.mosnas.spark.data.HadoopFiles;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.data.TextFile;
import org.mosnas.spark.translation.prepare.FilePair.Surveyed;
import org.mosnas.spark.translation.prepare.PrepareManifest.Plan;

/**
 * Makes token shards, vocabulary and merges of text files.
 *
 * <p>The result is a function of settings and file contents alone: the same bits from any number of
 * executors and partitions. It appears in one step, complete, or not at all.
 */
public final class PrepareJob {
  private final PrepareSettings settings;
  private final EmbeddingSharing embeddings;
  private final Consumer<String> listener;

  /**
   * A job.
   *
   * @param embeddings of the space: whether both languages share a vocabulary
   * @param listener is told of every step before it begins, in a line
   */
  public PrepareJob(
      PrepareSettings settings, EmbeddingSharing embeddings, Consumer<String> listener) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.embeddings = Objects.requireNonNull(embeddings, "embeddings");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /**
   * Runs the job; does nothing if the same data is there already.
   *
   * @param folder to write; replaced if it holds other data that nothing was made from
   * @param results folders that later stages make from the data; while one exists, the data is not
   *     replaced by other data
   * @throws BadDataException if a file is missing, unreadable, not UTF-8, of another length than
   *     its counterpart, or if too little is left to train on
   * @throws MosnasException of kind USAGE if the settings name no files, or if other data would
   *     have to be replaced that results depend on
   */
  public Result<PrepareManifest> run(SparkSession spark, Path folder, List<Path> results) {
    return run(spark, folder, results, Tuning.of(context(spark)));
  }

  Result<PrepareManifest> run(SparkSession spark, Path folder, List<Path> results, Tuning tuning) {
    JavaSparkContext context = context(spark);
    checkHoldout();
    List<FilePair<TextFile>> pairs =
        new InputFinder(context.hadoopConfiguration()).find(settings.files());
    try {
      listener.accept(String.format(Locale.ROOT, "looking through %d files", 2 * pairs.size()));
      context.setJobDescription("prepare: survey");
      HadoopFiles files = new HadoopFiles(context);
      List<FilePair<Surveyed>> surveyed =
          InputSurvey.of(context, files, pairs, tuning.blockLines());
      PairReader reader = new PairReader(context, files, surveyed, tuning);
      Plan plan = Plan.of(settings, embeddings, surveyed);
      return new DataFolder<>(folder, context.hadoopConfiguration(), PrepareManifest::parse)
          .prepare(
              plan,
              results,
              made ->
                  new Preparation(spark, settings, embeddings, reader, listener).write(made, plan));
    } finally {
      context.setJobDescription(null);
    }
  }

  private void checkHoldout() {
    checkHoldout(Split.VALID, settings.division().valid());
    checkHoldout(Split.TEST, settings.division().test());
  }

  private void checkHoldout(Split split, int size) {
    if (settings.files().of(split).isEmpty() && size == 0) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "%s.%s names no files and holdout.%s is 0; name files or hold out some of the training text",
              PrepareSettings.PATH,
              split.label(),
              split.label()));
    }
  }

  private static JavaSparkContext context(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /**
   * How the work is divided; the result does not depend on it.
   *
   * @param blockLines lines that are read in one go
   * @param partitions largest number of partitions of the text
   */
  record Tuning(int blockLines, int partitions) {
    private static final int BLOCK_LINES = 8192;
    private static final int PARTITIONS_PER_CORE = 4;

    static Tuning of(JavaSparkContext context) {
      return new Tuning(BLOCK_LINES, PARTITIONS_PER_CORE * context.defaultParallelism());
    }
  }
}
