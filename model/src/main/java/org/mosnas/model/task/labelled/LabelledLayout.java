package org.mosnas.model.task.labelled;

import java.util.List;
import org.mosnas.model.metric.labelled.LabelledMetric;

/**
 * How a file of labelled texts is laid out: by columns that are declared, or as a task of GLUE
 * (Wang et al., <a href="https://arxiv.org/abs/1804.07461">paper</a>) is published.
 */
public enum LabelledLayout {
  /** Columns that the configuration declares. */
  TSV(
      LabelKind.CLASSES,
      LabelledColumns.named(List.of("text"), "label"),
      LabelledMetric.ACCURACY,
      LabelledMetric.MACRO_F1),
  /** Acceptability; no line of names. */
  COLA(
      LabelKind.CLASSES,
      new LabelledColumns(
          List.of("source", "label", "mark", "sentence"), List.of("sentence"), "label"),
      LabelledMetric.MATTHEWS),
  /** Sentiment. */
  SST_2(
      LabelKind.CLASSES,
      LabelledColumns.named(List.of("sentence"), "label"),
      LabelledMetric.ACCURACY),
  /** Paraphrases, also as {@code msr_paraphrase_train.txt}. */
  MRPC(
      LabelKind.CLASSES,
      LabelledColumns.named(List.of("#1 String", "#2 String"), "Quality"),
      LabelledMetric.ACCURACY,
      LabelledMetric.F1),
  /** Questions that ask the same. */
  QQP(
      LabelKind.CLASSES,
      LabelledColumns.named(List.of("question1", "question2"), "is_duplicate"),
      LabelledMetric.ACCURACY,
      LabelledMetric.F1),
  /** How similar two sentences are. */
  STS_B(
      LabelKind.NUMBER,
      LabelledColumns.named(List.of("sentence1", "sentence2"), "score"),
      LabelledMetric.PEARSON,
      LabelledMetric.SPEARMAN),
  /** Entailment. */
  MNLI(
      LabelKind.CLASSES,
      LabelledColumns.named(List.of("sentence1", "sentence2"), "gold_label"),
      LabelledMetric.ACCURACY),
  /** Whether a sentence answers a question. */
  QNLI(
      LabelKind.CLASSES,
      LabelledColumns.named(List.of("question", "sentence"), "label"),
      LabelledMetric.ACCURACY),
  /** Entailment. */
  RTE(
      LabelKind.CLASSES,
      LabelledColumns.named(List.of("sentence1", "sentence2"), "label"),
      LabelledMetric.ACCURACY);

  private final LabelKind kind;
  private final LabelledColumns columns;
  private final List<LabelledMetric> metrics;

  LabelledLayout(LabelKind kind, LabelledColumns columns, LabelledMetric... metrics) {
    this.kind = kind;
    this.columns = columns;
    this.metrics = List.of(metrics);
  }

  /** What its labels are; those of {@link #TSV} unless declared. */
  public LabelKind kind() {
    return kind;
  }

  /** Its columns; those of {@link #TSV} unless declared. */
  public LabelledColumns columns() {
    return columns;
  }

  /**
   * What its task is scored by, the one that matters most first.
   *
   * @param kind of the labels
   */
  public List<LabelledMetric> metrics(LabelKind kind) {
    return kind == this.kind ? metrics : STS_B.metrics;
  }
}
