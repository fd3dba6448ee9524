package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.corpus.grammar.Clause.Adverbial;
import org.mosnas.corpus.grammar.Sentence.Complex;
import org.mosnas.corpus.grammar.Sentence.Joined;
import org.mosnas.corpus.grammar.Sentence.Question;
import org.mosnas.corpus.grammar.Sentence.Statement;

/** Writes sentences in German. */
final class German {
  private German() {}

  static String write(Sentence sentence) {
    if (sentence instanceof Question question) {
      List<String> front = question.word().map(word -> List.of(word.german())).orElse(List.of());
      return Surface.sentence(GermanClauses.inverted(front, question.clause()), "?");
    }
    if (sentence instanceof Statement statement) {
      return Surface.sentence(statement(statement), ".");
    }
    if (sentence instanceof Joined joined) {
      List<String> words = new ArrayList<>(GermanClauses.statement(joined.first()));
      if (joined.coordinator().afterComma()) {
        words.add(Surface.COMMA);
      }
      words.add(joined.coordinator().german());
      words.addAll(GermanClauses.statement(joined.second()));
      return Surface.sentence(words, ".");
    }
    return Surface.sentence(complex((Complex) sentence), ".");
  }

  private static List<String> statement(Statement statement) {
    if (statement.fronted().isEmpty()) {
      return GermanClauses.statement(statement.clause());
    }
    Adverbial fronted = statement.fronted().get();
    return GermanClauses.inverted(
        GermanPhrases.adverbial(fronted), statement.clause().without(statement.fronted()));
  }

  private static List<String> complex(Complex complex) {
    List<String> subordinate = new ArrayList<>();
    subordinate.add(complex.subordinator().german());
    subordinate.addAll(GermanClauses.verbLast(complex.subordinate()));
    if (complex.subordinateFirst()) {
      subordinate.add(Surface.COMMA);
      return GermanClauses.inverted(subordinate, complex.main());
    }
    List<String> words = new ArrayList<>(GermanClauses.statement(complex.main()));
    words.add(Surface.COMMA);
    words.addAll(subordinate);
    return words;
  }
}
