package org.mosnas.model.task.labelled;

/** What labels are. */
public enum LabelKind {
  /** Names of classes. */
  CLASSES,
  /** Numbers. */
  NUMBER
}
