package org.mosnas.corpus.grammar;

/** Case of a German noun phrase; the order is that of the tables of endings. */
enum GrammaticalCase {
  NOMINATIVE,
  ACCUSATIVE,
  DATIVE,
  GENITIVE
}
