package org.mosnas.spark.masked.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.DataFolder.Result;
import org.mosnas.spark.data.GivenTokenizer;
import org.mosnas.spark.data.HadoopFiles;
import org.mosnas.spark.data.InputFiles;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.data.TextFile;
import org.mosnas.spark.masked.prepare.TextManifest.Input;
import org.mosnas.spark.masked.prepare.TextManifest.Plan;

/**
 * Makes a vocabulary and shards of sequences of text files.
 *
 * <p>The result is a function of settings and file contents alone: the same bits from any number of
 * executors. It appears in one step, complete, or not at all.
 */
public final class PrepareTextJob {
  private final TextSettings settings;
  private final Consumer<String> listener;

  /**
   * A job.
   *
   * @param listener is told of every step before it begins, in a line, and of what is strange
   */
  public PrepareTextJob(TextSettings settings, Consumer<String> listener) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /**
   * Runs the job; does nothing if the same data is there already.
   *
   * @param folder to write; replaced if it holds other data that nothing was made from
   * @param results folders that later stages make from the data; while one exists, the data is not
   *     replaced by other data
   * @throws BadDataException if a file is missing, unreadable, not UTF-8 or not of its form, or if
   *     too little is left to train on
   * @throws MosnasException of kind USAGE if the settings name no files, or if other data would
   *     have to be replaced that results depend on
   */
  public Result<TextManifest> run(SparkSession spark, Path folder, List<Path> results) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration hadoop = context.hadoopConfiguration();
    List<TextSurvey.Part> parts = parts(new InputFiles(hadoop));
    Optional<GivenTokenizer> given =
        settings
            .pieces()
            .vocabulary()
            .map(path -> GivenTokenizer.read(path, settings.pieces().rules(), hadoop));
    try {
      listener.accept(String.format(Locale.ROOT, "looking through %d files", parts.size()));
      context.setJobDescription("prepare: survey");
      HadoopFiles files = new HadoopFiles(context);
      List<SurveyedText> texts = TextSurvey.of(context, files, parts, settings.form());
      texts.forEach(this::tellOfDividedLines);
      List<Input> inputs = new ArrayList<>(texts.stream().map(SurveyedText::input).toList());
      given
          .map(
              file ->
                  new TextManifest.Input("vocabulary", file.name(), file.bytes(), file.sha256(), 0))
          .ifPresent(inputs::add);
      Plan plan = new Plan(settings.keys(), inputs);
      TextPreparation preparation =
          new TextPreparation(
              spark, settings, new TextParts(context, files, texts, settings), given, listener);
      return new DataFolder<>(folder, hadoop, TextManifest::parse)
          .prepare(plan, results, made -> preparation.write(made, plan));
    } finally {
      context.setJobDescription(null);
    }
  }

  private void tellOfDividedLines(SurveyedText text) {
    if (text.dividedLines() > 0) {
      listener.accept(
          String.format(
              Locale.ROOT,
              "warning: %s: %d lines of more than 65,536 characters are taken as several; expected"
                  + " a sentence or a paragraph a line",
              text.file().name(),
              text.dividedLines()));
    }
  }

  private List<TextSurvey.Part> parts(InputFiles files) {
    if (settings.files().train().isEmpty()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          TextSettings.PATH + ".train names no file; name the text files to train on");
    }
    List<TextSurvey.Part> parts = new ArrayList<>();
    for (Split split : Split.values()) {
      String key = TextSettings.PATH + "." + split.label();
      if (split != Split.TRAIN
          && settings.files().of(split).isEmpty()
          && settings.heldOut(split) == 0) {
        throw new MosnasException(
            ErrorKind.USAGE,
            String.format(
                Locale.ROOT,
                "%s names no files and %s.holdout.%s is 0; name files or hold out some of the training text",
                key,
                TextSettings.PATH,
                split.label()));
      }
      for (TextFile file : files.resolve(key, settings.files().of(split))) {
        parts.add(new TextSurvey.Part(split, file));
      }
    }
    return parts;
  }
}
