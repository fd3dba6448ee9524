package org.mosnas.spark.labelled.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.metric.labelled.ConfusionMatrix;
import org.mosnas.model.task.labelled.LabelledLayout;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.labelled.prepare.LabelledData.TextAndLabel;
import org.mosnas.spark.labelled.prepare.LabelledFolder;
import org.mosnas.spark.labelled.prepare.LabelledPreparation;
import org.mosnas.spark.labelled.prepare.LabelledSettings;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.task.TaskEvaluation.Baseline;
import org.mosnas.spark.task.TaskEvaluation.Metric;
import org.mosnas.spark.task.TaskEvaluation.Scored;
import org.mosnas.spark.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class LabelledEvaluationTest {
  @TempDir private Path folder;
  private SparkSession spark;
  private LabelledFolder text;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    text = new LabelledFolder(folder);
  }

  @Test
  void wordsTellClassesApartAndTheMajorityDoesNot() {
    LabelledEvaluation evaluation =
        evaluation(
            LabelledFolder.classes(
                text.classes("a", 60, 1), text.classes("b", 10, 2), text.classes("c", 41, 3)));
    assertThat(evaluation.metrics())
        .containsExactly(new Metric("accuracy", "accuracy"), new Metric("macro-f1", "macro F1"));
    assertThat(evaluation.warnings())
        .containsExactly(
            text.open("data").manifest().part(Split.TEST).known()
                + " of 41 texts of the test set are among those to train on");
    assertThat(evaluation.examples()).isEqualTo("texts");
    List<Baseline> baselines = evaluation.baselines();
    assertThat(baselines)
        .extracting(Baseline::key)
        .containsExactly("majority-class", "naive-bayes");
    assertThat(baselines.get(0).answers()).hasSize(41).containsOnly("cold");
    Scored majority = evaluation.score(baselines.get(0).answers());
    Scored words = evaluation.score(baselines.get(1).answers());
    assertThat(value(words, 0)).isEqualTo(100);
    assertThat(value(majority, 0)).isCloseTo(100 * 20 / 41.0, within(1e-9));
    assertThat(majority.examples()).isEqualTo(41);
    Score behind = majority.behind(words).get(0);
    assertThat(behind.behindWinner().orElseThrow().difference())
        .isCloseTo(100 * 21 / 41.0, within(1e-9));
    assertThat(behind.behindWinner().orElseThrow().pValue()).isLessThan(0.01);
    assertThat(behind.interval().orElseThrow().lower()).isLessThan(behind.value());
    assertThat(evaluation.notes(majority))
        .contains(
            "accuracy|bs:1000|seed:12345|version:mosnas-1",
            "answers of the searched subnet by class:",
            "  cold: cold 20",
            "  warm: cold 21");
    assertThat(evaluation.confusion(baselines.get(0).answers()))
        .contains(
            new ConfusionMatrix(
                List.of("cold", "warm"), List.of(List.of(20L, 0L), List.of(21L, 0L))));
    assertThatThrownBy(() -> evaluation.score(List.of("cold")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersAreCorrelated() {
    LabelledSettings settings =
        LabelledFolder.published(
            LabelledLayout.STS_B, text.numbers("a", 40, 1), text.numbers("b", 80, 2));
    LabelledEvaluation evaluation = evaluation(settings);
    assertThat(evaluation.warnings().get(0)).contains("a half of the development set, by a hash");
    List<Baseline> baselines = evaluation.baselines();
    assertThat(baselines).extracting(Baseline::key).containsExactly("mean");
    Scored mean = evaluation.score(baselines.get(0).answers());
    assertThat(mean.scores()).extracting(Score::metric).containsExactly("pearson", "spearman");
    assertThat(mean.scores()).extracting(Score::value).containsExactly(0.0, 0.0);
    List<String> right = new ArrayList<>();
    for (TextAndLabel pair : text.open("data").testTexts(spark)) {
      right.add(Float.toString(2 * pair.label() + 1));
    }
    Scored perfect = evaluation.score(right);
    assertThat(value(perfect, 0)).isCloseTo(100, within(1e-6));
    assertThat(value(perfect, 1)).isCloseTo(100, within(1e-6));
    assertThat(evaluation.confusion(Collections.nCopies(right.size(), "1"))).isEmpty();
    assertThat(evaluation.notes(perfect)).hasSize(2);
  }

  private LabelledEvaluation evaluation(LabelledSettings settings) {
    new LabelledPreparation(settings, LabelledFolder.TOKENIZER, line -> {})
        .run(spark, text.path("data"), List.of());
    return new LabelledEvaluation(
        text.open("data"), new LabelledEvaluateSettings(EngineKind.TAPE, 256), spark);
  }

  private static double value(Scored scored, int metric) {
    return scored.scores().get(metric).value();
  }
}
