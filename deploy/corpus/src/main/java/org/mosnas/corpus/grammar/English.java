package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.corpus.grammar.Sentence.Complex;
import org.mosnas.corpus.grammar.Sentence.Joined;
import org.mosnas.corpus.grammar.Sentence.Question;
import org.mosnas.corpus.grammar.Sentence.Statement;

/** Writes sentences in English. */
final class English {
  private English() {}

  static String write(Sentence sentence) {
    List<String> words = new ArrayList<>();
    if (sentence instanceof Question question) {
      question.word().ifPresent(word -> words.add(word.english()));
      words.addAll(EnglishClauses.question(question.clause()));
      return Surface.sentence(words, "?");
    }
    if (sentence instanceof Statement statement) {
      statement.fronted().ifPresent(front -> words.addAll(EnglishPhrases.adverbial(front)));
      words.addAll(EnglishClauses.statement(statement.clause().without(statement.fronted())));
    } else if (sentence instanceof Joined joined) {
      words.addAll(EnglishClauses.statement(joined.first()));
      if (joined.coordinator().afterComma()) {
        words.add(Surface.COMMA);
      }
      words.add(joined.coordinator().english());
      words.addAll(EnglishClauses.statement(joined.second()));
    } else {
      words.addAll(complex((Complex) sentence));
    }
    return Surface.sentence(words, ".");
  }

  private static List<String> complex(Complex complex) {
    List<String> words = new ArrayList<>();
    if (complex.subordinateFirst()) {
      words.add(complex.subordinator().english());
      words.addAll(EnglishClauses.statement(complex.subordinate()));
      words.add(Surface.COMMA);
      words.addAll(EnglishClauses.statement(complex.main()));
    } else {
      words.addAll(EnglishClauses.statement(complex.main()));
      words.add(complex.subordinator().english());
      words.addAll(EnglishClauses.statement(complex.subordinate()));
    }
    return words;
  }
}
