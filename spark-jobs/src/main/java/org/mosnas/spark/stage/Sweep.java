package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.TrialFile;
import org.mosnas.spark.stage.SweepSettings.Trial;
import org.mosnas.spark.tables.TableRow;
import org.mosnas.spark.tables.Tables;
import org.mosnas.spark.train.TrainTask;
import org.mosnas.spark.train.TrialJob;
import org.mosnas.spark.train.TrialJob.Trained;
import org.mosnas.spark.train.TrialJob.Training;

/**
 * Trains a subnet with several settings and seeds, each training a Spark task, and keeps all of
 * them: what is done is not done again after a crash.
 */
final class Sweep {
  private final String stage;
  private final StageInputs inputs;
  private final SweepSettings settings;
  private final Optional<DenseSubnet> teacher;

  /**
   * The sweep of a stage that trains a subnet.
   *
   * @param teacher a network to learn from, if there is one
   */
  Sweep(String stage, StageInputs inputs, SweepSettings settings, Optional<DenseSubnet> teacher) {
    this.teacher = teacher;
    this.stage = stage;
    this.inputs = inputs;
    this.settings = settings;
  }

  /**
   * Trains.
   *
   * @param target what the subnet is trained in
   * @param task the training, but for what the sweep changes
   * @param madeFrom what decides the weights that it begins with
   * @param start first state, by the number of a seed
   * @return the best seed of the best settings
   */
  DenseSubnet train(
      Experiment target, TrainTask task, MadeFrom madeFrom, IntFunction<ParameterSnapshot> start) {
    List<Trial> trials = settings.trials(task.settings());
    List<TrialFile> done = new ArrayList<>();
    List<Trial> open = new ArrayList<>();
    for (Trial trial : trials) {
      stored(trial, fingerprint(trial, madeFrom)).ifPresentOrElse(done::add, () -> open.add(trial));
    }
    Progress.Work work = inputs.context().progress().start(stage, trials.size());
    done.forEach(trial -> work.advance(1, line(trial)));
    if (!open.isEmpty()) {
      Map<Integer, ParameterSnapshot> starts = new TreeMap<>();
      open.forEach(trial -> starts.computeIfAbsent(trial.seed(), start::apply));
      new TrialJob(inputs.spark(), teacher)
          .run(
              open.stream().map(trial -> training(trial, task)).toList(),
              data(target),
              starts,
              (index, trained) -> {
                Trial trial = open.get(index);
                TrialFile file = file(trial, fingerprint(trial, madeFrom), trained);
                store(file, task, trained, madeFrom);
                done.add(file);
                work.advance(1, line(file));
              });
    }
    TrialFile best = best(done);
    work.done("best: " + line(best));
    return new SubnetFiles(inputs.context().directory().files(), folder(best.number()))
        .read(target.space(), target.shape());
  }

  private Training training(Trial trial, TrainTask task) {
    return new Training(
        stage + ": " + trial.title(), task.trial(trial.settings(), trial.seed()), trial.seed());
  }

  private TrialJob.Data data(Experiment target) {
    SparkSession spark = inputs.context().spark().get();
    return new TrialJob.Data(
        target.data().trainShards(spark, 1).first(),
        target.batches(target.data().validation(spark)));
  }

  /** The result of an earlier attempt, if it is of the same training. */
  private Optional<TrialFile> stored(Trial trial, String fingerprint) {
    return TrialFile.in(inputs.context().directory().files(), folder(trial.number()))
        .filter(file -> file.fingerprint().equals(fingerprint));
  }

  private static String fingerprint(Trial trial, MadeFrom madeFrom) {
    return madeFrom
        .with("trial", trial.settings())
        .with("trial-seed", trial.seed())
        .fingerprint()
        .value();
  }

  private static TrialFile file(Trial trial, String fingerprint, Trained trained) {
    TrainSettings settings = trial.settings();
    return new TrialFile(
        fingerprint,
        trial.number(),
        trial.combination(),
        trial.seed(),
        trial.title(),
        settings.learningRate().peak(),
        settings.batching().maxTokens(),
        settings.rounds(),
        trained.validation(),
        trained.diverged());
  }

  private void store(TrialFile file, TrainTask task, Trained trained, MadeFrom madeFrom) {
    AtomicFiles files = inputs.context().directory().files();
    Path folder = folder(file.number());
    files.delete(new Path(folder, TrialFile.FILE));
    if (file.diverged().isEmpty()) {
      String unused =
          new SubnetFiles(files, folder)
              .write(new DenseSubnet(task.shape(), trained.parameters()), madeFrom);
    }
    files.writeText(new Path(folder, TrialFile.FILE), file.text());
  }

  private TrialFile best(List<TrialFile> trials) {
    TrialFile best = TrialFile.best(trials).get(0);
    if (best.diverged().isPresent()) {
      throw new MosnasException(
          ErrorKind.DATA,
          String.format(
              Locale.ROOT,
              "%s: no training of the sweep came to a number (%s); try lower values of %s.learning-rates",
              stage,
              best.diverged().get(),
              SweepSettings.PATH));
    }
    return best;
  }

  private static String line(TrialFile trial) {
    return String.format(
        Locale.ROOT,
        "%s: %s",
        trial.title(),
        trial
            .diverged()
            .orElseGet(() -> String.format(Locale.ROOT, "valid loss %.3f", trial.loss())));
  }

  /** The rows of all trainings. */
  void tabulate() {
    List<TrialFile> trials = TrialFile.all(inputs.context().directory().files(), folder());
    List<TrialFile> best = TrialFile.best(trials);
    inputs
        .context()
        .tables()
        .write(Tables.TRIALS, stage, trials.stream().map(trial -> row(trial, best)).toList());
  }

  private TableRow row(TrialFile trial, List<TrialFile> best) {
    return new TableRow()
        .text("stage", stage)
        .whole("trial", trial.number())
        .whole("combination", trial.combination())
        .whole("seed", trial.seed())
        .number("learning_rate", trial.learningRate())
        .whole("max_tokens", trial.maxTokens())
        .whole("rounds", trial.rounds())
        .number("validation_loss", trial.loss())
        .flag("taken", best.contains(trial))
        .flag("best", best.get(0).equals(trial));
  }

  /**
   * The seeds of the best settings, the best first, of a stage that trained by a sweep; nothing
   * where there is one training.
   */
  static List<SubnetFiles> seeds(RunContext context, String stage) {
    AtomicFiles files = context.directory().files();
    Path folder = context.directory().resolve(RunLayout.trials(stage));
    List<TrialFile> trials = TrialFile.all(files, folder);
    return trials.isEmpty()
        ? List.of()
        : TrialFile.best(trials).stream()
            .filter(trial -> trial.diverged().isEmpty())
            .map(
                trial -> new SubnetFiles(files, new Path(folder, TrialFile.folder(trial.number()))))
            .toList();
  }

  private Path folder() {
    return inputs.context().directory().resolve(RunLayout.trials(stage));
  }

  private Path folder(int trial) {
    return new Path(folder(), TrialFile.folder(trial));
  }
}
