package org.mosnas.corpus.text;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Counts of what was left out of a corpus, by reason. Not thread-safe. */
final class Drops {
  /** Why a block or a pair of sentences did not make it, in the order of checking. */
  enum Reason {
    /** Blocks that are the same on both sides, so not translated. */
    UNTRANSLATED_BLOCK,
    /** Blocks whose two texts occurred before. */
    REPEATED_BLOCK,
    /** Sentences without a counterpart, by length alignment. */
    UNALIGNED,
    /** A side with fewer tokens than the minimum. */
    TOO_SHORT,
    /** A side with more tokens than the maximum. */
    TOO_LONG,
    /** Sides whose lengths in characters or tokens do not fit each other. */
    LENGTH_RATIO,
    /** A side with too many digits and signs among its characters. */
    FEW_LETTERS,
    /** Mark-up, formulas, addresses or file paths. */
    MARKUP,
    /** Different numbers on the two sides. */
    NUMBERS_DIFFER,
    /** A longer sentence without a function word of its language. */
    NO_FUNCTION_WORD,
    /** A target that is mostly source text. */
    COPIED,
    /** Seen before, comparing lower-cased letters only. */
    DUPLICATE,
    /** Held-out text with a near-duplicate in a part that is learned from or decided on. */
    NEAR_DUPLICATE,
    /** Text of a source package whose example is held out. */
    HELD_OUT,
    /** Examples that say in their text what they are filed under. */
    NAMES_TOPIC,
    /** Examples of topics that would be too frequent beside others. */
    OUT_OF_BALANCE,
    /** More than was asked for. */
    OVER_SIZE;

    /** Kebab-case name for manifests and progress lines. */
    private String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Map<Reason, Integer> counts = new EnumMap<>(Reason.class);

  /** Counts one. */
  void add(Reason reason) {
    add(reason, 1);
  }

  /** Counts {@code howMany}, which is not negative. */
  void add(Reason reason, int howMany) {
    counts.merge(reason, howMany, Integer::sum);
  }

  /** How many were dropped for {@code reason}. */
  int count(Reason reason) {
    return counts.getOrDefault(reason, 0);
  }

  /** Counts by the kebab-case names of the reasons, in the order of checking, without zeros. */
  Map<String, Integer> byLabel() {
    Map<String, Integer> labelled = new LinkedHashMap<>();
    counts.forEach(
        (reason, count) -> {
          if (count > 0) {
            labelled.put(reason.label(), count);
          }
        });
    return labelled;
  }
}
