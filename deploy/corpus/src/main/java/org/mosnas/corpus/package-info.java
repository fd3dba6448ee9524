/**
 * Text to start with: built from Debian's packages, or generated where there is no apt.
 *
 * <p>{@link org.mosnas.corpus.CorpusBuilder} is the way in for parallel text, {@link
 * org.mosnas.corpus.TextCorpus} for English text with a labelled task.
 */
package org.mosnas.corpus;
