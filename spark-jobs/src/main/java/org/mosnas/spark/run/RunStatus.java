package org.mosnas.spark.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a command, or a stage of it, has come. */
public enum RunStatus {
  /** It works. */
  RUNNING,
  /** It did all it should. */
  SUCCEEDED,
  /** It ended with a message. */
  FAILED,
  /** It was told to stop. */
  INTERRUPTED,
  /** Its process ended without a word; found out by those who read, and never recorded. */
  KILLED;

  /** As it is recorded and shown. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
