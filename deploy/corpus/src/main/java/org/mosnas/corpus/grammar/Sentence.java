package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.corpus.grammar.Clause.Adverbial;

/** A whole sentence, in no language yet. */
sealed interface Sentence {
  /** A comma among words. */
  String COMMA = ",";

  /**
   * A statement.
   *
   * @param fronted the clause's occasion or place, if it stands first
   */
  record Statement(Clause clause, Optional<Adverbial> fronted) implements Sentence {}

  /** A question; without a question word it asks for yes or no. */
  record Question(Optional<QuestionWord> word, Clause clause) implements Sentence {}

  /** Two statements. */
  record Joined(Clause first, Conjunction conjunction, Clause second) implements Sentence {}

  /**
   * A statement with a subordinate clause.
   *
   * @param subordinateFirst whether the subordinate clause stands first
   */
  record Complex(
      Clause main, Subordinator subordinator, Clause subordinate, boolean subordinateFirst)
      implements Sentence {}

  /** Words that ask about something other than subject and object. */
  enum QuestionWord {
    WHY("why", "warum"),
    WHEN("when", "wann"),
    WHERE("where", "wo"),
    HOW("how", "wie");

    private final String english;
    private final String german;

    QuestionWord(String english, String german) {
      this.english = english;
      this.german = german;
    }

    String english() {
      return english;
    }

    String german() {
      return german;
    }
  }

  /** Words that join two statements and leave the word order alone. */
  enum Conjunction {
    AND("and", "und", false),
    BUT("but", "aber", true),
    OR("or", "oder", false);

    private final String english;
    private final String german;
    private final boolean afterComma;

    Conjunction(String english, String german, boolean afterComma) {
      this.english = english;
      this.german = german;
      this.afterComma = afterComma;
    }

    String english() {
      return english;
    }

    String german() {
      return german;
    }

    boolean afterComma() {
      return afterComma;
    }
  }

  /** Words that begin a clause whose German verb stands last. */
  enum Subordinator {
    BECAUSE("because", "weil"),
    IF("if", "wenn"),
    ALTHOUGH("although", "obwohl"),
    WHILE("while", "während"),
    BEFORE("before", "bevor"),
    SO_THAT("so that", "damit");

    private final String english;
    private final String german;

    Subordinator(String english, String german) {
      this.english = english;
      this.german = german;
    }

    String english() {
      return english;
    }

    String german() {
      return german;
    }
  }

  /**
   * Joins words, commas and a final sign: no comma beside another sign or at the beginning, a
   * capital letter first.
   */
  static String written(List<String> words, String end) {
    List<String> kept = new ArrayList<>();
    for (String word : words) {
      boolean superfluous =
          word.equals(COMMA) && (kept.isEmpty() || kept.get(kept.size() - 1).equals(COMMA));
      if (!word.isEmpty() && !superfluous) {
        kept.add(word);
      }
    }
    if (kept.get(kept.size() - 1).equals(COMMA)) {
      kept.remove(kept.size() - 1);
    }
    String text = String.join(" ", kept).replace(" " + COMMA, COMMA) + end;
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
