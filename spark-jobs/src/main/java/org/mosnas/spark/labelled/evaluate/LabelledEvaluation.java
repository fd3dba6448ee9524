package org.mosnas.spark.labelled.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.metric.labelled.ConfusionMatrix;
import org.mosnas.model.metric.labelled.LabelledMetric;
import org.mosnas.model.metric.labelled.LabelledScores;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.task.labelled.LabelledBatcher;
import org.mosnas.model.task.labelled.Labelling;
import org.mosnas.model.task.labelled.Labelling.Classes;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.labelled.prepare.LabelledData;
import org.mosnas.spark.labelled.prepare.LabelledData.TextAndLabel;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.task.TaskEvaluation;

/** Labels of the test texts by networks on the executors, and by word counts, and their scores. */
public final class LabelledEvaluation implements TaskEvaluation {
  private final LabelledData data;
  private final LabelledEvaluateSettings settings;
  private final SparkSession spark;
  private final Labelling labelling;
  private final List<LabelledMetric> metrics;
  private final List<TextAndLabel> test;

  /** An evaluation on the test set of some data. */
  public LabelledEvaluation(
      LabelledData data, LabelledEvaluateSettings settings, SparkSession spark) {
    this.data = data;
    this.settings = settings;
    this.spark = spark;
    this.labelling = data.labelling();
    this.metrics = data.manifest().metrics();
    this.test = data.testTexts(spark);
  }

  @Override
  public List<Metric> metrics() {
    return metrics.stream().map(metric -> new Metric(metric.id(), metric.label())).toList();
  }

  @Override
  public String examples() {
    return "texts";
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (data.manifest().splitsDev()) {
      warnings.add(
          "no test set is named (mosnas.labelled.test); a half of the development set, by a hash of"
              + " the texts, is used in its place and for nothing else");
    }
    long known = data.manifest().part(Split.TEST).known();
    if (known > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%d of %d texts of the test set are among those to train on",
              known,
              test.size()));
    }
    return warnings;
  }

  @Override
  public List<String> answers(DenseSubnet subnet) {
    AnswerJob job =
        new AnswerJob(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            (LabelledBatcher) data.batcher(),
            settings);
    return job.scores(subnet, data.test(spark)).stream().map(labelling::answer).toList();
  }

  @Override
  public List<Baseline> baselines() {
    return WordBaselines.of(labelling, data.trainTexts(spark), test);
  }

  @Override
  public Scored score(List<String> answers) {
    if (answers.size() != test.size()) {
      throw new IllegalArgumentException(answers.size() + " answers to " + test.size() + " texts");
    }
    if (labelling instanceof Classes classes) {
      int[] labels = test.stream().mapToInt(text -> (int) text.label()).toArray();
      int[] answered = answers.stream().mapToInt(answer -> (int) classes.value(answer)).toArray();
      return new Answered(
          LabelledScores.ofClasses(metrics, classes.names().size(), labels, answered),
          Optional.of(ConfusionMatrix.of(classes.names(), labels, answered)));
    }
    return new Answered(
        LabelledScores.ofNumbers(
            metrics,
            test.stream().mapToDouble(TextAndLabel::label).toArray(),
            answers.stream().mapToDouble(labelling::value).toArray()),
        Optional.empty());
  }

  /** Which classes a system took for which; empty where labels are numbers. */
  public Optional<ConfusionMatrix> confusion(List<String> answers) {
    return ((Answered) score(answers)).confusion();
  }

  @Override
  public List<String> notes(Scored winner) {
    Answered answered = (Answered) winner;
    List<String> notes = new ArrayList<>();
    answered.system().scores().forEach(score -> notes.add(score.bootstrapSignature()));
    answered.confusion().ifPresent(matrix -> notes.addAll(lines(matrix)));
    return notes;
  }

  /** A line per class: what its texts were taken for, the most frequent first. */
  private static List<String> lines(ConfusionMatrix matrix) {
    List<String> lines = new ArrayList<>(List.of("", "answers of the searched subnet by class:"));
    for (int label = 0; label < matrix.classes().size(); label++) {
      List<Long> row = matrix.counts().get(label);
      List<String> taken = new ArrayList<>();
      IntStream.range(0, row.size())
          .boxed()
          .filter(answer -> row.get(answer) > 0)
          .sorted(Comparator.comparingLong((Integer answer) -> -row.get(answer)))
          .forEach(answer -> taken.add(matrix.classes().get(answer) + " " + row.get(answer)));
      lines.add(
          String.format(
              Locale.ROOT,
              "  %s: %s",
              matrix.classes().get(label),
              taken.isEmpty() ? "no texts" : String.join(", ", taken)));
    }
    return lines;
  }

  private record Answered(LabelledScores system, Optional<ConfusionMatrix> confusion)
      implements Scored {
    @Override
    public int examples() {
      return system.examples();
    }

    @Override
    public List<Score> scores() {
      return system.scores().stream()
          .map(score -> ScoreRecords.of(score, Optional.empty()))
          .toList();
    }

    @Override
    public List<Score> behind(Scored winner) {
      LabelledScores best = ((Answered) winner).system();
      return system.scores().stream()
          .map(score -> ScoreRecords.of(score, Optional.of(best.against(system, score.metric()))))
          .toList();
    }
  }
}
