/** A built-in grammar of English-like sentences and their German-like translations. */
package org.mosnas.corpus.grammar;
