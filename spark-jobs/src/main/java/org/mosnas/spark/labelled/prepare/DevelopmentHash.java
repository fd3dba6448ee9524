package org.mosnas.spark.labelled.prepare;

import java.util.List;
import org.mosnas.model.task.labelled.LabelledText;
import org.mosnas.model.text.CleaningRules;

/**
 * Which examples of a development set become the test set, where there is no other: half of them,
 * by a hash of their first text, so that no first text is on both sides.
 */
final class DevelopmentHash {
  private DevelopmentHash() {}

  static boolean isTest(LabelledText text) {
    return (CleaningRules.fingerprint(text.texts().subList(0, 1), List.of()) & 1) == 1;
  }
}
