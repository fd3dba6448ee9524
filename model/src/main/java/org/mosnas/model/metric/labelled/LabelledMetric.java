package org.mosnas.model.metric.labelled;

/** What guesses are scored by, on a scale that ends at 100. */
public enum LabelledMetric {
  /** Share of right answers. */
  ACCURACY("accuracy", "accuracy"),
  /** Harmonic mean of precision and recall of the last class. */
  F1("f1", "F1"),
  /** Mean of the F1 of all classes that occur, as labels or as answers. */
  MACRO_F1("macro-f1", "macro F1"),
  /**
   * Matthews correlation coefficient; of more than two classes Gorodkin's (2004) generalisation. 0
   * where all answers, or all labels, are the same.
   */
  MATTHEWS("matthews", "Matthews"),
  /** Correlation of numbers; 0 where all answers, or all labels, are the same. */
  PEARSON("pearson", "Pearson"),
  /** Correlation of ranks, equal numbers having their mean rank; 0 as for {@link #PEARSON}. */
  SPEARMAN("spearman", "Spearman");

  private final String id;
  private final String label;

  LabelledMetric(String id, String label) {
    this.id = id;
    this.label = label;
  }

  /** As files have it. */
  public String id() {
    return id;
  }

  /** As people read it. */
  public String label() {
    return label;
  }

  /** Whether it scores classes, not numbers. */
  public boolean isOfClasses() {
    return this != PEARSON && this != SPEARMAN;
  }
}
