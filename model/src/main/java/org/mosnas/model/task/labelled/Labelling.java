package org.mosnas.model.task.labelled;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.network.Head;

/** What labels are: names of some classes, or numbers. */
public sealed interface Labelling extends LabelCheck, Serializable {
  /** What a network is asked. */
  Head head();

  /**
   * The label as examples have it.
   *
   * @throws IllegalArgumentException if there is a {@linkplain #complaint complaint}
   */
  float value(String label);

  /**
   * The label that a network answers with.
   *
   * @param scores {@code [outputs]}
   */
  String answer(float[] scores);

  /**
   * Labels that name classes.
   *
   * @param names sorted, at least two; a class's number is its place
   */
  record Classes(List<String> names) implements Labelling {
    /** Copies the list; checks its order. */
    public Classes {
      names = List.copyOf(names);
      if (names.size() < 2 || !names.stream().sorted().distinct().toList().equals(names)) {
        throw new IllegalArgumentException("expected at least 2 names in order, got " + names);
      }
    }

    @Override
    public Head head() {
      return Head.classes(names.size());
    }

    @Override
    public Optional<String> complaint(String label) {
      return number(label) >= 0
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "the label '%s' is not among those of the training data (%s)",
                  label,
                  LabelCheck.shown(names)));
    }

    @Override
    public float value(String label) {
      int number = number(label);
      if (number < 0) {
        throw new IllegalArgumentException("no class " + label);
      }
      return number;
    }

    /** The number of a class; negative if there is none of that name. */
    public int number(String name) {
      return Collections.binarySearch(names, name);
    }

    /** The class with the best score; of equal ones the first. */
    @Override
    public String answer(float[] scores) {
      int best = 0;
      for (int i = 1; i < names.size(); i++) {
        best = scores[i] > scores[best] ? i : best;
      }
      return names.get(best);
    }
  }

  /** Labels that are numbers. */
  record Numbers() implements Labelling {
    @Override
    public Head head() {
      return Head.NUMBER;
    }

    @Override
    public Optional<String> complaint(String label) {
      try {
        if (Float.isFinite(value(label))) {
          return Optional.empty();
        }
      } catch (NumberFormatException notANumber) {
        // Said below, with those that are not finite.
      }
      return Optional.of("the label '" + label + "' is no finite number");
    }

    @Override
    public float value(String label) {
      return new BigDecimal(label).floatValue();
    }

    @Override
    public String answer(float[] scores) {
      return Float.toString(scores[0]);
    }
  }
}
