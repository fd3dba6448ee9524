package org.mosnas.spark.prepare;

import java.util.Objects;

/**
 * Text files of a corpus.
 *
 * @param train what is learned from
 * @param valid what training is watched on; if empty, taken out of {@code train}
 * @param test what results are measured on; if empty, taken out of {@code train}
 */
public record CorpusFiles(PairFiles train, PairFiles valid, PairFiles test) {
  /** Checks that nothing is missing. */
  public CorpusFiles {
    Objects.requireNonNull(train, "train");
    Objects.requireNonNull(valid, "valid");
    Objects.requireNonNull(test, "test");
  }

  PairFiles of(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALID -> valid;
      case TEST -> test;
    };
  }
}
