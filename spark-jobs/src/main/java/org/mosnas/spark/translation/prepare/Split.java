package org.mosnas.spark.translation.prepare;

import java.util.Locale;

/** The parts of a corpus. */
enum Split {
  TRAIN,
  VALID,
  TEST;

  /** Its name in configuration, manifest and paths. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
