package org.mosnas.spark.prepare;

import java.io.Serializable;

/**
 * A sentence to translate and its reference.
 *
 * @param id number of the sentence in its file
 * @param sourceText the source as given, without byte pairs
 * @param targetText the reference as given, without byte pairs
 * @param sourceIds {@code [sourceTime]}, ends with {@code </s>}
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared or changed
public record TestSentence(long id, String sourceText, String targetText, int[] sourceIds)
    implements Serializable {}
