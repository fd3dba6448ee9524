/**
 * Parallel text to start with: built from Debian's packages, or generated where there is no apt.
 *
 * <p>{@link org.mosnas.corpus.CorpusBuilder} is the way in.
 */
package org.mosnas.corpus;
