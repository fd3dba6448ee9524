/** Parallel text: sentences, their alignment, what is kept of them, and the split without leaks. */
package org.mosnas.corpus.text;
