package org.mosnas.corpus.grammar;

/** What a verb agrees with; the plural has one form in the present of both languages. */
enum Person {
  FIRST_SINGULAR,
  THIRD_SINGULAR,
  PLURAL
}
