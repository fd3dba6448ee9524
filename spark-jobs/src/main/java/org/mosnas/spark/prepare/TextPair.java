package org.mosnas.spark.prepare;

import java.io.Serializable;

/**
 * A line and its translation, either as given or as words separated by blanks.
 *
 * @param id number of the pair within its part of the corpus, before anything is dropped
 */
record TextPair(long id, String source, String target) implements Serializable {}
