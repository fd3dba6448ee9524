package org.mosnas.corpus;

import org.mosnas.corpus.text.ParallelCorpus.Sizes;

/**
 * What is in a corpus of English text with a labelled task.
 *
 * @param documents documents of text in each part, at most; 0 for the usual number
 * @param examples labelled texts in each part, at most; 0 for the usual number
 * @param seed of the division into parts, and of the generated text
 */
public record TextRequest(Sizes documents, Sizes examples, long seed) implements Request {}
