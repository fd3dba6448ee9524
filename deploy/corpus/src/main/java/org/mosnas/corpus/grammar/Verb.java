package org.mosnas.corpus.grammar;

import java.util.List;
import java.util.Locale;

/**
 * A verb in both languages, with what it can be combined with.
 *
 * @param frame what complements it takes
 * @param subjects kinds of nouns that can be its subject
 * @param objects kinds of nouns that can be its object, or the conjunction of its clause
 * @param english its English forms, with their particle or preposition: {@code waits for}
 * @param german its German forms
 * @param preposition German preposition of a {@link Frame#PREPOSITIONAL} object, else empty
 * @param prepositionCase case after that preposition
 */
record Verb(
    Frame frame,
    List<String> subjects,
    List<String> objects,
    English english,
    German german,
    String preposition,
    GrammaticalCase prepositionCase) {
  /** What complements a verb takes. */
  enum Frame {
    /** None. */
    INTRANSITIVE,
    /** A direct object. */
    ACCUSATIVE,
    /** An object that is dative in German. */
    DATIVE,
    /** A person and a thing. */
    DITRANSITIVE,
    /** An object with a preposition in German. */
    PREPOSITIONAL,
    /** A direction. */
    MOTION,
    /** A finite clause. */
    CLAUSE,
    /** An infinitive clause. */
    INFINITIVE
  }

  /** English forms; the past and the participle do not depend on person. */
  record English(String base, String thirdSingular, String past, String participle) {}

  /**
   * German forms.
   *
   * @param prefix separable prefix, or empty
   * @param infinitive without the prefix; also the plural of the present
   * @param firstSingular present, without the prefix
   * @param thirdSingular present, without the prefix
   * @param past first and third person singular of the past, without the prefix
   * @param participle with the prefix
   * @param withSein whether the perfect is made with {@code sein}
   */
  record German(
      String prefix,
      String infinitive,
      String firstSingular,
      String thirdSingular,
      String past,
      String participle,
      boolean withSein) {}

  static Verb parse(String[] f) {
    String[] preposition = f[14].equals("-") ? new String[] {"", "accusative"} : f[14].split(":");
    return new Verb(
        Frame.valueOf(f[0]),
        List.of(f[1].split(",")),
        List.of(f[2].split(",")),
        new English(f[3], f[4], f[5], f[6]),
        new German(
            f[7].equals("-") ? "" : f[7], f[8], f[9], f[10], f[11], f[12], f[13].equals("sein")),
        preposition[0],
        GrammaticalCase.valueOf(preposition[1].toUpperCase(Locale.ROOT)));
  }
}
