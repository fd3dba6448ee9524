package org.mosnas.spark.translation.prepare;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.Cleanup;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.spark.translation.prepare.FilePair.Found;
import org.mosnas.spark.translation.prepare.FilePair.Surveyed;
import org.mosnas.spark.translation.prepare.PrepareJob.Result.Outcome;
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
  public Result run(SparkSession spark, Path folder, List<Path> results) {
    return run(spark, folder, results, Tuning.of(context(spark)));
  }

  Result run(SparkSession spark, Path folder, List<Path> results, Tuning tuning) {
    JavaSparkContext context = context(spark);
    checkHoldout();
    List<FilePair<Found>> pairs =
        new InputFinder(context.hadoopConfiguration()).find(settings.files());
    try {
      listener.accept(String.format(Locale.ROOT, "looking through %d files", 2 * pairs.size()));
      context.setJobDescription("prepare: survey");
      HadoopFiles files = new HadoopFiles(context);
      List<FilePair<Surveyed>> surveyed =
          InputSurvey.of(context, files, pairs, tuning.blockLines());
      PairReader reader = new PairReader(context, files, surveyed, tuning);
      return prepare(
          new DataFolder(folder, context.hadoopConfiguration()),
          Plan.of(settings, embeddings, surveyed),
          results,
          new Preparation(spark, settings, embeddings, reader, listener));
    } finally {
      context.setJobDescription(null);
    }
  }

  private static Result prepare(
      DataFolder data, Plan plan, List<Path> results, Preparation preparation) {
    Optional<PrepareManifest> existing = data.intactManifest();
    if (existing.isPresent() && existing.get().fingerprint().equals(plan.fingerprint())) {
      return new Result(existing.get(), Outcome.ALREADY_THERE);
    }
    checkReplaceable(data, plan, results);
    data.files().requireFree(data.path(), plan.bytes(), "the prepared data");
    DataFolder staging = data.staging();
    staging.files().delete(staging.path());
    try {
      staging.files().createFolder(staging.path());
      PrepareManifest manifest = preparation.write(staging, plan);
      data.files().publish(staging.path(), data.path());
      return new Result(manifest, Outcome.PREPARED);
    } catch (RuntimeException | Error failure) {
      Cleanup.after(failure, () -> staging.files().delete(staging.path()));
      throw failure;
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

  /** Other data, or none that can be read, must not change under the results made from it. */
  private static void checkReplaceable(DataFolder data, Plan plan, List<Path> results) {
    if (!data.hasManifest() || data.holds(plan.fingerprint())) {
      return;
    }
    for (Path result : results) {
      if (data.files().exists(result)) {
        throw new MosnasException(
            ErrorKind.USAGE,
            String.format(
                Locale.ROOT,
                "%s holds data of other settings or other text, and %s was made from it; use a new run directory",
                data.path(),
                result));
      }
    }
  }

  private static JavaSparkContext context(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /**
   * What the job did.
   *
   * @param manifest of the data that is there now
   * @param outcome whether there was anything to do
   */
  public record Result(PrepareManifest manifest, Outcome outcome) {
    /** Whether there was anything to do. */
    public enum Outcome {
      /** The data was made. */
      PREPARED,
      /** The same data was there already. */
      ALREADY_THERE
    }
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
