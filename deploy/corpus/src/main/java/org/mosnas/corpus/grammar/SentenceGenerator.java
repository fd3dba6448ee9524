package org.mosnas.corpus.grammar;

import java.util.List;
import java.util.Optional;
import org.mosnas.corpus.grammar.Clause.Adverbial;
import org.mosnas.corpus.grammar.Sentence.Complex;
import org.mosnas.corpus.grammar.Sentence.Coordinator;
import org.mosnas.corpus.grammar.Sentence.Joined;
import org.mosnas.corpus.grammar.Sentence.Question;
import org.mosnas.corpus.grammar.Sentence.QuestionWord;
import org.mosnas.corpus.grammar.Sentence.Statement;
import org.mosnas.corpus.grammar.Sentence.Subordinator;

/** Draws whole sentences. */
final class SentenceGenerator {
  private enum Shape {
    STATEMENT,
    COMPLEMENT,
    QUESTION,
    JOINED,
    COMPLEX
  }

  private static final List<Shape> SHAPES = List.of(Shape.values());
  private static final int[] SHAPE_WEIGHTS = {40, 15, 12, 13, 20};
  private static final double FRONTED = 0.4;
  private static final double QUESTION_WORD = 0.4;

  private final Draw draw;
  private final ClauseGenerator clauses;

  SentenceGenerator(Lexicon lexicon, Draw draw) {
    this.draw = draw;
    this.clauses = new ClauseGenerator(lexicon, draw);
  }

  Sentence next() {
    return switch (draw.weighted(SHAPES, SHAPE_WEIGHTS)) {
      case STATEMENT -> statement();
      case COMPLEMENT -> new Statement(clauses.withComplement(), Optional.empty());
      case QUESTION ->
          new Question(
              draw.maybe(QUESTION_WORD, () -> draw.of(List.of(QuestionWord.values()))),
              clauses.simple());
      case JOINED ->
          new Joined(clauses.simple(), draw.of(List.of(Coordinator.values())), clauses.simple());
      case COMPLEX ->
          new Complex(
              clauses.simple(),
              draw.of(List.of(Subordinator.values())),
              clauses.simple(),
              draw.chance(0.4));
    };
  }

  private Sentence statement() {
    Clause clause = clauses.simple();
    Optional<Adverbial> front = clause.occasion().or(clause::place);
    return new Statement(
        clause, front.isPresent() && draw.chance(FRONTED) ? front : Optional.empty());
  }
}
