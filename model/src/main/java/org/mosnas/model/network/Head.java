package org.mosnas.model.network;

import java.io.Serializable;

/**
 * What a network is asked for every row that is scored.
 *
 * @param kind what an answer is
 * @param outputs how many answers there are to choose from; 0 for {@link Kind#TOKEN}, where the
 *     vocabulary says it, and 1 for {@link Kind#NUMBER}
 */
public record Head(Kind kind, int outputs) implements Serializable {
  /** One of the tokens of a vocabulary. */
  public static final Head TOKEN = new Head(Kind.TOKEN, 0);

  /** A number. */
  public static final Head NUMBER = new Head(Kind.NUMBER, 1);

  /** What an answer is. */
  public enum Kind {
    /** One of the tokens of the vocabulary: translation, language models. */
    TOKEN,
    /** One of some classes. */
    CLASS,
    /** A number. */
    NUMBER
  }

  /** One of {@code count} classes, at least two. */
  public static Head classes(int count) {
    if (count < 2) {
      throw new IllegalArgumentException("a classifier has at least 2 classes, got " + count);
    }
    return new Head(Kind.CLASS, count);
  }
}
