package org.mosnas.model.averaging;

import java.io.Serializable;

/**
 * Some consecutive floats of a replica's state.
 *
 * @param parameters the parameters
 * @param firstMoments Adam's means of them, as many
 * @param secondMoments Adam's squares of them, as many
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record StateSlice(float[] parameters, float[] firstMoments, float[] secondMoments)
    implements Serializable {}
