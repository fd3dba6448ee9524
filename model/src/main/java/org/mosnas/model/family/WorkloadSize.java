package org.mosnas.model.family;

/**
 * How much work is timed.
 *
 * @param batch examples computed together; positive
 * @param beam hypotheses of every example, where there are some; positive
 * @param sourceLength tokens that are read; positive
 * @param targetLength tokens that are written, where some are; positive
 */
public record WorkloadSize(int batch, int beam, int sourceLength, int targetLength) {}
