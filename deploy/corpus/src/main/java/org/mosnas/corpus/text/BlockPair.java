package org.mosnas.corpus.text;

/**
 * A paragraph or heading and its translation.
 *
 * @param page what page it stands on; pages are what is split into train, valid and test
 * @param source text on one line
 * @param target its translation, on one line
 */
public record BlockPair(String page, String source, String target) {}
