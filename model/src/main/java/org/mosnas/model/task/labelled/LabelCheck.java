package org.mosnas.model.task.labelled;

import java.util.List;
import java.util.Optional;

/** Which labels are accepted. */
@FunctionalInterface
public interface LabelCheck {
  /** Any name of a class. */
  LabelCheck ANY_NAME = label -> Optional.empty();

  /** What is wrong with a label that is not empty; empty if nothing is. */
  Optional<String> complaint(String label);

  /** Names for a message: not more of them than anybody reads. */
  static String shown(List<String> names) {
    int most = 20;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
  }
}
