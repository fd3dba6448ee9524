package org.mosnas.corpus.grammar;

/** Gender of a German noun. */
enum Gender {
  MASCULINE,
  FEMININE,
  NEUTER;

  static Gender of(String letter) {
    return switch (letter) {
      case "m" -> MASCULINE;
      case "f" -> FEMININE;
      case "n" -> NEUTER;
      default -> throw new IllegalArgumentException("no gender \"" + letter + "\"");
    };
  }
}
