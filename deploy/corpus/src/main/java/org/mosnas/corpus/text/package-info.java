/**
 * Parallel text: sentences, their alignment, what is kept of them, and the split without leaks; and
 * documents of one language with texts labelled with their topic.
 */
package org.mosnas.corpus.text;
