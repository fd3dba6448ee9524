package org.mosnas.corpus.grammar;

import java.util.Optional;
import org.mosnas.corpus.grammar.Clause.Adverbial;

/** A whole sentence, in no language yet. */
sealed interface Sentence {
  /**
   * A statement.
   *
   * @param fronted the clause's occasion or place, if it stands first
   */
  record Statement(Clause clause, Optional<Adverbial> fronted) implements Sentence {}

  /** A question; without a question word it asks for yes or no. */
  record Question(Optional<QuestionWord> word, Clause clause) implements Sentence {}

  /** Two statements. */
  record Joined(Clause first, Coordinator coordinator, Clause second) implements Sentence {}

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

  /** Conjunctions that leave the word order alone. */
  enum Coordinator {
    AND("and", "und", false),
    BUT("but", "aber", true),
    OR("or", "oder", false);

    private final String english;
    private final String german;
    private final boolean afterComma;

    Coordinator(String english, String german, boolean afterComma) {
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

  /** Conjunctions after which the German verb stands last. */
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
}
