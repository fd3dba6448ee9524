package org.mosnas.model.task.labelled;

/** What is done about lines that are no examples. */
public enum BadLines {
  /** The first one ends the reading. */
  REFUSE,
  /** They are left out and counted. */
  DROP
}
