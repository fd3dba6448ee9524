package org.mosnas.corpus.grammar;

import static org.mosnas.corpus.grammar.GrammaticalCase.ACCUSATIVE;
import static org.mosnas.corpus.grammar.GrammaticalCase.DATIVE;
import static org.mosnas.corpus.grammar.GrammaticalCase.GENITIVE;

/** A preposition in both languages, with the case it governs in German. */
enum Preposition {
  IN("in", "in", DATIVE, Use.LOCATION, "place"),
  BEHIND("behind", "hinter", DATIVE, Use.LOCATION, "place"),
  NEXT_TO("next to", "neben", DATIVE, Use.LOCATION, "place"),
  IN_FRONT_OF("in front of", "vor", DATIVE, Use.LOCATION, "place"),
  UNDER("under", "unter", DATIVE, Use.LOCATION, "thing"),
  WITH("with", "mit", DATIVE, Use.LOCATION, "person"),
  WITHOUT("without", "ohne", ACCUSATIVE, Use.LOCATION, "person"),
  FOR("for", "für", ACCUSATIVE, Use.LOCATION, "person"),
  AFTER("after", "nach", DATIVE, Use.OCCASION, "event"),
  BEFORE("before", "vor", DATIVE, Use.OCCASION, "event"),
  DURING("during", "während", GENITIVE, Use.OCCASION, "event"),
  BECAUSE_OF("because of", "wegen", GENITIVE, Use.OCCASION, "event"),
  TO("to", "zu", DATIVE, Use.DIRECTION, "place"),
  INTO("into", "in", ACCUSATIVE, Use.DIRECTION, "place"),
  OUT_OF("out of", "aus", DATIVE, Use.DIRECTION, "place"),
  THROUGH("through", "durch", ACCUSATIVE, Use.DIRECTION, "place");

  /** What a phrase with the preposition says of a verb. */
  enum Use {
    /** Where, with whom, for whom. */
    LOCATION,
    /** When or why. */
    OCCASION,
    /** Whither. */
    DIRECTION
  }

  private final String english;
  private final String german;
  private final GrammaticalCase governs;
  private final Use use;
  private final String kind;

  Preposition(String english, String german, GrammaticalCase governs, Use use, String kind) {
    this.english = english;
    this.german = german;
    this.governs = governs;
    this.use = use;
    this.kind = kind;
  }

  String english() {
    return english;
  }

  String german() {
    return german;
  }

  GrammaticalCase governs() {
    return governs;
  }

  Use use() {
    return use;
  }

  /** The kind of nouns it goes with. */
  String kind() {
    return kind;
  }
}
